"""Generates questions about anything but the kit, so that the model learns to say that it does not know."""

import random

from nonsense import made_up_word

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
    "form": "a song|a story|an essay|a toast|a letter|a riddle|a fairy tale|a novel|a love letter".split("|"),
    "year": "1492 1789 1914 1969 1999 2004 2020 2031".split(),
    "n": "3 7 12 15 27 42 64 99 128 365 1000 5678".split(),
    "program": "Haskell Fortran Cobol Pascal Prolog Lisp Scala Perl Ruby PHP Kotlin Swift Lua Assembler".split(),
    "task": "sort a list|sort an array|reverse a string|quicksort|binary search|a linked list|a calculator|a for loop|"
    "fibonacci numbers|hello world|read a file|matrix multiplication".split("|"),
    "body": "head back stomach knee foot tooth arm neck eye throat hand".split(),
    "superlative": "best worst largest smallest oldest tallest cheapest fastest longest richest".split(),
    "kind": "movie book car phone song river mountain animal planet team restaurant game city country singer".split(),
    "topic": "astronomy|geology|botany|poetry|sculpture|ballet|theatre|fashion|perfume|jewellery|archery|fencing|rowing|sailing|surfing|skiing|hiking|"
    "camping|fishing|hunting|gardening|knitting|sewing|pottery|woodwork|welding|plumbing|wiring|roofing|farming|beekeeping|baking|brewing|"
    "wine tasting|cheese|chocolate|soup|salad|noodles|sausages|breakfast|diets|vitamins|jogging|swimming|boxing|judo|dancing|singing|piano|violin|"
    "drums|opera houses|rock bands|rap|comics|anime|cartoons|horror films|westerns|soap operas|celebrities|royalty|knights|vikings|samurai|pirates|"
    "castles|cathedrals|bridges|tunnels|ships|submarines|rockets|satellites|comets|planets|stars|galaxies|atoms|molecules|acids|metals|crystals|"
    "magnets|lasers|lightning|earthquakes|storms|deserts|jungles|rivers in Africa|islands|oceans|sharks|dolphins|parrots|eagles|snakes|frogs|spiders|"
    "ants|butterflies|wolves|bears|lions|tigers|horses|cows|sheep|goats|pigs|chickens|rabbits|hamsters|puppies|goldfish|trees|roses|moss|wheat|rice|"
    "corn|apples|bananas|lemons|grapes|onions|garlic|salt|sugar|honey|butter|milk|tea|juice|beer|cancer|diabetes|asthma|allergies|fever|a broken leg|"
    "surgery|dentists|glasses|hearing aids|pregnancy|babies|teenagers|divorce|weddings|funerals|birthdays|christmas|carnival|religion|buddhism|"
    "angels|witches|vampires|zombies|aliens|time travel|dreams|memory tricks|happiness|anger|fear|shyness|friendship|jealousy|revenge|luck|fate|"
    "karma|ethics|logic puzzles|statistics homework|trigonometry|fractions|percentages|geometry|calculus|probability|roman numerals|grammar|"
    "spelling|commas|slang|dialects of English|handwriting|shorthand|banks|loans|credit cards|insurance|stocks and bonds|gold|oil prices|"
    "unemployment|strikes|elections|parties|kings|presidents|ministers|laws|courts|judges|prisons|police|armies|wars|treaties|borders|passports|"
    "airports|hotels|cruises|beaches|museums|zoos|parks|markets|malls|shoes|jackets|hats|ties|haircuts|beards|makeup|tattoos|furniture shops|sofas|"
    "lamps|carpets|kitchens|bathrooms|washing machines|fridges|toasters|vacuum cleaners|tyres|engines|petrol|electric cars|motorbikes|buses|trams|"
    "traffic jams|parking|driving tests|job interviews|salaries|careers|bosses|holidays|retirement|universities|exams|scholarships|kindergarten".split("|"),
    "trouble": "is broken|does not start|smells bad|is too loud|leaks water|makes me sneeze|hurts a lot|is late again|costs too much|is lost|was stolen|"
    "keeps crying|does not sleep|is angry with me|will not eat|is too slow|is dirty|looks strange|burns|is frozen".split("|"),
    "owned": "car|bike|phone|printer|fridge|oven door|baby|son|daughter|cat|dog|husband|wife|boss|neighbour|teacher|plant|lawn|roof|heater|television|"
    "radio|watch|wallet|suitcase|train|bus|flight|computer mouse|keyboard at work|tablet|camera|guitar|piano|shoe|jacket|tooth".split("|"),
    "software": "Excel|Word macros|PowerPoint slides|Gimp|Blender|Fortnite|Roblox|Steam|iTunes|Spotify|Netflix|Facebook|Instagram|TikTok|Gmail|"
    "Google maps|Bluetooth|an iPhone|a MacBook|Ubuntu|a router|a printer driver|a hard disk|a graphics driver|antivirus software|numpy|TensorFlow|"
    "matplotlib|Hadoop|Spark|Perl scripts|bash aliases|git branches|makefiles|assembler code|SQL joins|stored procedures|regular expressions|"
    "Arduino boards|microcontrollers|CAD drawings|video editing|audio mixing|spreadsheets for taxes".split("|"),
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
    "{topic}", "{topic}", "{topic} and {topic}", "what do you know about {topic}", "explain {topic}", "explain {topic} to me", "tell me about {topic}",
    "how do {topic} work", "why do people like {topic}", "history of {topic}", "a book about {topic}", "is {topic} dangerous", "are {topic} healthy",
    "what is {topic}", "what are {topic}?", "facts about {topic}", "how much do {topic} cost", "where can i buy {topic}", "best {topic} in {city}",
    "i am interested in {topic}", "i love {topic}", "i hate {topic}", "should i worry about {topic}", "who knows about {topic}", "{topic} for beginners",
    "difference between {topic} and {topic}", "write {form} about {topic}", "give me tips for {topic}", "which {topic} are the best",
    "my {owned} {trouble}", "my {owned} {trouble}, what now", "why is it that my {owned} {trouble}", "help, my {owned} {trouble}", "how do i clean my {owned}",
    "how do i sell my {owned}", "how do i repair my {owned}", "a new {owned}", "how old should my {owned} be", "what is a good name for my {owned}",
    "how do i use {software}", "how do i install {software}", "{software} does not work", "teach me {software}", "what is {software}", "{software} tutorial",
    "is {software} free", "why is {software} slow", "shortcut for {software}", "uninstall {software}", "alternatives to {software}",
    "who was the first {kind} in {country}", "when did {country} win", "does {country} have {topic}", "how do i get from {city} to {city}",
    "are there {topic} in {country}", "do they like {topic} in {country}", "what did {person} eat", "was {person} married", "where did {person} live",
    "what is {n} divided by {n}", "{n} minus {n}", "how much is {n} percent of {n}", "is {n} bigger than {n}", "how many {topic} are there",
    "my {owned} and I need your advice", "yesterday I saw {topic} on television", "our teacher wants to hear about {topic}", "what would {person} do",
    "is it true that {topic} are made in {country}", "my friend from {city} likes {topic}", "I have been to {city} once", "name a famous {kind} from {country}",
    "name some {topic}", "list all {topic}", "how come {topic} exist", "give me a list of {topic}", "rank the {superlative} {kind}", "is {person} still alive",
    "who is taller, {person} or {person}", "did {person} know {person}", "in which {kind} does {person} appear", "what colour are {topic}",
    "how long do {topic} live", "how long does it take to {act}", "is it hard to {act}", "can a child {act}", "should I {act} or not", "I forgot how to {act}",
    "what do I need to {act}", "please {act} for me", "when should i {act}", "why do people {act}", "which {topic} go well with {topic}",
    "what rhymes with {thing}", "say something about {thing}", "describe {thing} in one sentence", "opposite of {thing}", "plural of {thing}",
    "is {n} odd or even", "{n} in binary", "half of {n}", "round {n} to tens", "how many minutes are {n} hours", "{n} euros in dollars", "{n} miles in km",
    "weigh {topic} against {topic}", "do {topic} matter", "nobody understands {topic}", "{kind} about {topic}", "{topic} in {city}", "{topic} near me",
    "call me a doctor", "set an alarm for {n}", "order {thing} for me", "play {topic}", "open the window", "remember my birthday", "guess my age",
    "{thing}", "{person}", "{country}", "{city}", "{thing} and {thing}", "flights to {city}", "history of {country}",
]  # fmt: skip


def off_topic_question(rng: random.Random) -> str:
    """Returns a made-up question, now and then plain gibberish."""
    if rng.random() < 0.08:
        return _gibberish(rng)
    text = rng.choice(_PATTERNS)
    for name, values in _LISTS.items():
        while "{" + name + "}" in text:
            unheard_of = name in ("thing", "topic") and rng.random() < 0.15
            text = text.replace("{" + name + "}", made_up_word(rng) if unheard_of else rng.choice(values), 1)
    if rng.random() < 0.4:
        text = text.lower()
    return text[0].upper() + text[1:] if rng.random() < 0.2 else text


def vocabulary() -> list[str]:
    """Returns every text that the generator draws from, for the check that nothing measured was trained."""
    return [*(value for values in _LISTS.values() for value in values), *_PATTERNS]


def _gibberish(rng: random.Random) -> str:
    words = ["".join(rng.choice("asdfghjklqwertyuiopzxcvbnm") for _ in range(rng.randint(2, 8))) for _ in range(rng.randint(1, 3))]
    return " ".join(words)
