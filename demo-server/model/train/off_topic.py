"""Generates questions about anything but the kit, so that the model learns to say that it does not know."""

import random

_LISTS = {
    "country": "France Japan Brazil Peru Norway Kenya Egypt Canada India Chile Spain Iceland Vietnam Ghana Poland Turkey Mexico Greece".split(),
    "city": "Paris Tokyo London Berlin Zurich Lagos Lima Oslo Cairo Sydney Boston Mumbai Seoul Rome Vienna Austin Dublin Prague".split(),
    "person": "Einstein Napoleon Mozart Cleopatra Shakespeare Newton Gandhi Picasso Curie Darwin Beethoven Caesar Tesla Messi".split(),
    "thing": "cats|the moon|bread|a bicycle|whales|volcanoes|love|the sea|dinosaurs|coffee|gravity|black holes|football|taxes|"
    "chess|bees|guitars|trains|the weather|a dragon|pizza|money|my dog|a robot|flowers|winter|school|the stock market|yoga|"
    "bitcoin|movies|history|my car|the universe|vegetables|sleep|a holiday|music|an elephant|tomatoes|my homework".split("|"),
    "act": "cook rice|bake bread|fix my car|lose weight|learn guitar|sleep better|tie a tie|plant a tree|make pasta|buy a house|"
    "train a dog|remove a stain|get a job|write a novel|draw a horse|make money|run faster|speak Spanish|file my taxes|"
    "cure a cold|grow tomatoes|find a girlfriend|win at chess|boil an egg|paint a wall|get to the airport".split("|"),
    "form": "a song|a story|an essay|a speech|a letter|a riddle|a fairy tale|a novel|a love letter".split("|"),
    "year": "1492 1789 1914 1969 1999 2004 2020 2031".split(),
    "n": "3 7 12 15 27 42 64 99 128 365 1000 5678".split(),
    "program": "Haskell Fortran Cobol Pascal Prolog Lisp Scala Perl Ruby PHP Kotlin Swift Lua Assembler".split(),
    "task": "sort a list|sort an array|reverse a string|quicksort|binary search|a linked list|a calculator|a for loop|"
    "fibonacci numbers|hello world|read a file|matrix multiplication".split("|"),
    "body": "head back stomach knee foot tooth arm neck eye throat hand".split(),
    "superlative": "best worst largest smallest oldest tallest cheapest fastest longest richest".split(),
    "kind": "movie book car phone song river mountain animal planet team restaurant game city country singer".split(),
    "language": "French German Spanish Dutch Latin Japanese Chinese Italian Russian Klingon".split(),
}
_PATTERNS = [
    "what is the capital of {country}", "capital of {country}", "{country} capital", "population of {city}", "weather {city}",
    "{task} in {program}", "how do i write {task} in {program}", "{program} code for {task}", "learn {program}",
    "my {body} hurts", "pain in my {body}", "why does my {body} hurt", "{superlative} {kind}", "what is the {superlative} {kind}",
    "{superlative} {kind} of the year", "{superlative} {kind} in the world", "which {kind} should i choose", "a good {kind}?", "who is {person}", "who was {person}?", "tell me about {person}", "what is {n} times {n}",
    "{n} + {n}", "what's {n} plus {n}?", "calculate {n} * {n}", "write {form} about {thing}", "tell me {form} about {thing}",
    "write me {form}", "tell me {form}", "how do i {act}", "how can I {act}?", "what happened in {year}?",
    "who won the world cup in {year}", "what is the population of {country}?", "weather in {city}",
    "what's the weather like in {city} today", "will it rain in {city} tomorrow?", "what time is it in {city}",
    "recommend a restaurant in {city}", "best hotel in {city}", "translate hello to {language}", "say good night in {language}",
    "do you speak {language}", "what do you think about {thing}?", "tell me about {thing}", "why do people like {thing}",
    "explain {thing}", "how old is {person}", "when was {person} born?", "who is the president of {country}",
    "should I buy {thing}", "what is the meaning of {thing}", "how big is {city}?", "plan a trip to {country}",
    "is {city} in {country}", "how far is {city} from {city}", "give me advice about {thing}", "i feel sad about {thing}",
    "can you help me {act}", "what is the best way to {act}", "latest news about {thing}", "news from {country}",
    "how many people live in {city}", "who invented {thing}", "sing {form}", "what did {person} say about {thing}",
    "{thing}", "{person}", "{country}", "{city}", "{thing} and {thing}", "flights to {city}", "history of {country}",
]  # fmt: skip


def off_topic_question(rng: random.Random) -> str:
    """Returns a made-up question, now and then plain gibberish."""
    if rng.random() < 0.08:
        return _gibberish(rng)
    text = rng.choice(_PATTERNS)
    for name, values in _LISTS.items():
        while "{" + name + "}" in text:
            text = text.replace("{" + name + "}", rng.choice(values), 1)
    if rng.random() < 0.4:
        text = text.lower()
    return text[0].upper() + text[1:] if rng.random() < 0.2 else text


def _gibberish(rng: random.Random) -> str:
    words = ["".join(rng.choice("asdfghjklqwertyuiopzxcvbnm") for _ in range(rng.randint(2, 8))) for _ in range(rng.randint(1, 3))]
    return " ".join(words)
