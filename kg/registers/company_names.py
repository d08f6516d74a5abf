"""Names of companies without what changes when their legal form does."""

from __future__ import annotations

import re

_LEGAL_FORM = re.compile(r"(?:有限(?:责任)?|总)?公司$")


def legal_core(name: str) -> str:
    """Return a company's name without its legal form; 集团 and 股份 tell companies apart and stay.

    >>> legal_core("临江港务集团公司"), legal_core("临江港务集团有限公司"), legal_core("临江港务股份有限公司")
    ('临江港务集团', '临江港务集团', '临江港务股份')
    """
    return _LEGAL_FORM.sub("", name)
