"""The build step that pyproject.toml cannot say: ontology/ goes into the package as kg/rdf/ontology_files."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ONTOLOGY = Path(__file__).parent / "ontology"


class BuildWithOntology(build_py):
    """Copies the ontology into the built package; an editable install finds it in the checkout."""

    def run(self) -> None:
        """Build, then copy."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "kg" / "rdf" / "ontology_files"
            shutil.copytree(ONTOLOGY, target, dirs_exist_ok=True)


if __name__ == "__main__":
    setup(cmdclass={"build_py": BuildWithOntology})
