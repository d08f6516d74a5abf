from kg.relations.candidates import candidates
from kg.relations.features import PairReader
from tests.relations.marked import passage


def subject_frames(marked: str) -> dict[tuple[str, str], str]:
    made = passage(marked)
    reader = PairReader(made)
    found = ((c, reader.subject_frame(c)) for c in candidates(made))
    return {(made.words(c.head), made.words(c.tail)): frame for c, frame in found if frame}


def test_a_subject_left_out_is_put_before_the_clause_of_the_tail() -> None:
    frames = subject_frames("[J云岭高铁]正式开工，全长81公里，串联起[Y宁川市]。")
    assert frames["云岭高铁", "宁川市"] == "①串联起②。"


def test_it_may_stand_in_the_sentence_before() -> None:
    frames = subject_frames("[G水利部]印发[D《甲办法》]。同时发布[D《乙规定》]。")
    assert frames["水利部", "《乙规定》"] == "①同时发布②。"


def test_a_clause_with_a_subject_of_its_own_takes_no_other() -> None:
    frames = subject_frames("[P林国栋]抵达[Y宁川市]，[P周启明]前往[Y青河市]。")
    assert ("林国栋", "青河市") not in frames
