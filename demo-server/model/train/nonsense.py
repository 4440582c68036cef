"""Makes words that do not exist. What a model of this size has never read it should not guess at, whatever the word is."""

import random

_ONSETS = "b br c ch cl d dr f fl fr g gl gr h j k kn l m n p pl pr qu r s sc sh sk sl sp st str t th tr v w wh y z".split()
_VOWELS = "a e i o u ai ea ee ie oa oo ou y".split()
_CODAS = ["", "", "", *"b ck d f g l ll lt m mp n nd ng nk nt p r rd rk rn s ss st t th x zz".split()]
_ENDINGS = ["", "", "", *"er ing ed le ly ness tion able ish ist ment al ic ate y s ex io ify let ware base hub kit.js ium".split()]


def made_up_word(rng: random.Random) -> str:
    """Returns one to three syllables with an ending, now and then as a name."""
    syllables = ("".join(map(rng.choice, (_ONSETS, _VOWELS, _CODAS))) for _ in range(rng.choice((1, 2, 2, 3))))
    word = "".join(syllables) + rng.choice(_ENDINGS)
    return word.capitalize() if rng.random() < 0.2 else word
