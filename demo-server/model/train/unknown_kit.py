"""Generates questions about the kit, or what surrounds it, that no topic answers: features, props, tools, services.

Nothing in these lists may be a thing that a topic explains: what the corpus learns to answer goes out of the lists.
"""

import random

from nonsense import made_up_word

_FEATURES = (
    "attachments|file uploads|an upload button|a file picker|dropped files|pasted pictures|file previews|"
    "chat history search|a search box|full text search|infinite scroll|virtual scrolling|pagination|a floating button|"
    "a popup window|a modal dialog|a progress ring|a countdown timer|a calendar|a date picker|a colour picker|a rating widget|"
    "star marks|a feedback form|like buttons|badges|tooltips|breadcrumbs|tabs|an accordion|a carousel|a slider|"
    "skeleton screens|a splash screen|a loading bar|toasts|snackbars|an unread counter|unread marks|"
    "delivery ticks|presence dots|user profiles|profile pictures|user names|nicknames|roles and permissions|team accounts|guest accounts|"
    "user management|two factor login|a login form|a captcha|single use links|password reset|invitations|an approval queue|audit logs|"
    "chat rooms|private rooms|channels|folders|tags|bookmarks|favourites|stars|archiving|a trash bin|undo|redo|message forwarding|"
    "replies to a message|nested replies|hashtags|slash commands|macros|templates|a prompt library|saved prompts|a system prompt editor|"
    "model switching|a model menu|a temperature slider|a cost display|a word count|reading time|a table of contents|"
    "a document viewer|spreadsheets|maps|a code runner|a live preview|a sandbox|a whiteboard|drawing|"
    "screenshots|screen sharing|screen recording|camera access|image generation|image captions|a gallery|thumbnails|"
    "video|video calls|audio|audio playback|a music player|phone calls|sms|fax|e-mail export|word export|excel export|json export|csv import|"
    "chat import|backups|sync between devices|cloud sync|read only mode|kiosk mode|full screen mode|compact mode|a split view|a zoom control|"
    "a bigger text size|hand gestures|touch gestures|haptics|shake to undo|page transitions|a gradient background|"
    "a background picture|wallpapers|glass effects|snow|fireworks|sound effects|a ringtone|a mascot|animated icons|custom icons|an icon pack|"
    "custom cursors|text selection colours|print styles|watermarks on images|qr codes|short links|rich previews|embeds|"
    "youtube players|tweets|news feeds|rss|a web search|browsing|a knowledge base|document search|vector search|long term memory|"
    "user memory|summaries|auto titles|sentiment analysis|language detection|spam detection|content warnings|age checks|cookie banners|"
    "consent forms|privacy settings|data retention rules|usage statistics|a/b tests|feature flags|heat maps|session replay|error tracking|"
    "crash reports|log shipping|uptime checks|alerts by mail|auto scaling|rolling updates|blue green deploys|a cdn|edge caching|"
    "a service worker|install prompts|app icons|deep links|url routing|query parameters|browser history|a back button|"
    "server actions|form actions|schema validation|form fields|input masks|phone number fields|signature fields|payments|a shopping cart|"
    "product cards|order tracking|invoices|coupons|subscriptions|trial periods|white labelling|reseller accounts|a theme store|a theme editor|"
    "a visual editor|a page builder|a no code builder|workflows|multi agent teams|agent handoff|human takeover|live agents|"
    "office hours|away messages|a waiting room|canned answers|quick replies in bulk|surveys|quizzes|games|leaderboards|achievements|streaks|"
    "subtitles|live captions|sign language|lip sync|a talking head|virtual reality|augmented reality|a smart watch app|"
    "a tv app|a car app|a phone app|a desktop app|a browser extension|an editor extension|a command palette|a plugin system for pages|"
    "webhooks|cron jobs|batch jobs|bulk sending|api keys per team|key rotation|ip allow lists|geo blocking|a firewall"
).split("|")
_TOOLS = (
    "Gatsby|Remix|Astro|Eleventy|Hugo|Jekyll|Rails|Django|Flask|Laravel|Symfony|"
    "Phoenix|Elixir|Erlang OTP|Clojure|dotnet|C#|F#|Unity|Unreal|Godot|React Native|Expo|Ionic|Capacitor|Cordova|Xamarin|Qt|GTK|"
    "MobX|Recoil|Jotai|XState|RxJS|Apollo|tRPC|Hono|Fastify|Koa|NestJS|Strapi|Directus|Sanity|Contentful|Drupal|Joomla|Ghost|Wix|Shopify|"
    "Magento|Stripe|PayPal|Twilio|Sendgrid|Mailchimp|HubSpot|Zendesk|Intercom|Freshdesk|Jira|Trello|Asana|Notion|Confluence|Airtable|"
    "Google Docs|Google Drive|Dropbox|OneDrive|SharePoint|Outlook|Teams|WhatsApp|Messenger|Matrix|IRC|Mattermost|Zoom|Skype|Twitch|"
    "Supabase|MongoDB|Oracle|DynamoDB|Cassandra|Neo4j|Elasticsearch|Weaviate|Milvus|Chroma|Kafka|RabbitMQ|NATS|MQTT|ZeroMQ|"
    "Azure|Heroku|Fly|Railway|DigitalOcean|Hetzner|Podman|Nomad|Terraform|Ansible|Puppet|Jenkins|CircleCI|GitLab CI|Bitbucket|Bazel|Nx|"
    "Turborepo|Lerna|Parcel|Rollup|esbuild|Rspack|Babel|SWC|Karma|Selenium|Puppeteer|Chromatic|Percy|ESLint|Prettier|Biome|Sass|Less|"
    "Stylus|styled components|Chakra|Material UI|Mantine|Ant Design|Bulma|Foundation|Radix|shadcn|Headless UI|Framer Motion|GSAP|D3|"
    "Three.js|Leaflet|Mapbox|TipTap|Slate|Lexical|CodeMirror|Monaco|ProseMirror|Auth0|Okta|Clerk|Keycloak|LDAP|OAuth|Kerberos|"
    "LlamaIndex|Haystack|AutoGen|CrewAI|DSPy|Whisper|ElevenLabs|Stable Diffusion|DALL-E|Midjourney|TensorRT|ONNX|CoreML|WebGPU|WebRTC|"
    "WebTransport|HTTP/3|SOAP|OData|Protobuf|Thrift|Cap'n Proto|Grafana|New Relic|Splunk|Plausible|Matomo|Mixpanel|Amplitude|Hotjar|"
    "iPads|Chromebooks|smart TVs|Kindles|Opera|Brave|Lynx|Windows 95|BSD|Raspberry Pi|a PlayStation|Alexa|Siri|Cortana|Home Assistant|"
    "Arduino|PowerPoint|LibreOffice|Obsidian|Emacs|Vim|VS Code|IntelliJ|Xcode|Copilot|n8n|IFTTT|Make.com|Power Automate|Tableau"
).split("|")
_ACTS = (
    "search old messages|move the send button|hide the header|hide the send button|resize the window|minimise the chat|maximise the chat|"
    "open the chat in a popup|lock the chat|rename a conversation|sort conversations|merge two chats|split a chat|share a chat with a friend|"
    "invite a colleague|block a user|ban somebody|kick a visitor|assign a chat to an agent|rate an answer|like a message|star a message|"
    "flag a message|highlight a sentence|underline words|annotate an answer|comment on a message|vote|count words|count characters|"
    "limit the characters|limit the message length|censor bad words|detect the language|read answers aloud|take a photo|"
    "crop a picture|rotate a picture|compress pictures|play a video|stream video|show a map|draw a chart|edit a table in place|sort a table|"
    "filter a table|merge cells|run the code block|edit the code block|open the code in an editor|fold all headings|number the headings|"
    "show line breaks as is|change the line height|change the letter spacing|justify the text|hyphenate words|change the icon of the assistant|"
    "change the name of the assistant|round the avatar images|animate new messages|delay the answer|fake typing|send a message at midnight|"
    "repeat a question every day|ask ten models at once|compare two models|vote between models|charge for messages|show ads|sell credits|"
    "track clicks|track users|count visitors|measure satisfaction|anonymise users|hash user names|mask card numbers|redact names|"
    "scan for malware|sign messages|notarise a chat|store chats on a blockchain|mine coins|control a robot|switch on a lamp|"
    "control my house|order food from the chat|book a flight in the chat|read my mails|write to my calendar|query my database|"
    "crawl a website|index my documents|zip the conversation|send the chat by mail|fax the answer|post to social media|"
    "change the tab title|change the favicon|blink the title|play a sound for a new message|keep the screen awake|rotate the screen|"
    "hide the keyboard on phones|support right handed users|scale the interface|zoom into pictures|go full screen|"
    "put the composer on top|put the newest message on top|reverse the order|group messages by day|show dates|show the clock|"
    "show the model's name under each answer|colour the user's messages by mood|give each user a colour|show a typing user's name|"
    "show who is online|show the number of readers|close a chat after an hour|log out idle users|expire old chats|purge data|"
    "write a plugin for the server|add a custom route to the server|mount it below a path|run it behind apache|run it behind nginx|"
    "run it as a windows service|run it on my nas|run it in a pod|package it as an exe|update it automatically|downgrade it|"
    "publish a fork|translate the docs|sponsor you|hire a developer|get a certificate|book a training|join the mailing list|"
    "train my own adapter|fine tune the model|quantise a model myself|merge models|distil a model|use two graphics cards|"
    "offload layers to disk|use an external accelerator|overclock|save energy|measure the power use"
).split("|")
_PLACES = (
    "the composer|the message list|a message|the chat|the header|code blocks|tables|the hook|the demo server|the demo page|storybook|the stylesheet|"
    "answers|the kit|the markdown renderer|the error notice|the meter|the page|my app|rivulet|links|images|the transport|the store"
).split("|")
_WHAT = (
    "shape|position|width|margin|padding|alignment|border|opacity|title|language level|accent|mood|avatar size|icon|name|logo|"
    "favicon|date format|time zone|currency|keyboard layout|animation speed|easing|sort order|default zoom|age limit|version number|"
    "release date|author|changelog|roadmap|popularity|download count|star count|competitor|history|origin of the name|pronunciation|mascot"
).split("|")
_HEADS = "Date Day User Group Room Vote Like Map Chart Video Audio Photo Menu Panel Drawer Footer Badge Card Modal Toast Step Rating Calendar Tree Grid".split()
_TAILS = "Picker Panel Menu Provider Manager Editor Viewer Counter Player Button Group Tree Grid Banner Toggle Filter Sorter Footer Factory".split()
_VERBS = "allow enable disable show hide max min default with auto force lock inherit render sort filter group".split()
_FLAGS = "verbose daemon watch-dir cluster replica tenant region dry-run profile seed-data cors-any trace theme-file plugin-dir cache-dir pid-file color".split()

_PATTERNS = [
    "how do i add {feature}", "how do I add {feature} to {place}?", "How can I get {feature}?", "how do i show {feature}", "how do i turn on {feature}",
    "how do i turn off {feature}", "can i have {feature}", "can I have {feature} in {place}?", "is there {feature}", "Is there {feature} for {place}?",
    "does it support {feature}", "does {place} support {feature}?", "does it come with {feature}", "do you have {feature}", "i want {feature}",
    "i need {feature} in {place}", "show me {feature}", "show me how to add {feature}", "show me an example with {feature}", "{feature}",
    "{feature} in {place}", "{feature} for {place}", "{feature} example", "{feature} support", "{feature}?", "explain {feature}",
    "tell me about {feature}", "how does {feature} work", "how do i configure {feature}", "{feature} and {feature}", "example of {feature}",
    "what about {feature} in {place}", "where is the setting for {feature}", "is it possible to have {feature}", "add {feature}", "enable {feature}",
    "does it work with {tool}", "Does it work with {tool}?", "can i use it with {tool}", "can I use {tool} with it?", "how do i use it with {tool}",
    "use {tool} with rivulet", "how do I connect {tool}?", "how do i integrate {tool}", "{tool} integration", "{tool}", "{tool} example", "{tool} support",
    "is {tool} supported", "support for {tool}", "rivulet and {tool}", "is there a {tool} plugin", "is there an adapter for {tool}", "{tool} adapter",
    "{tool} or {tool}", "difference between rivulet and {tool}", "rivulet vs {tool}", "how do i deploy it to {tool}", "does {place} work with {tool}",
    "do i need {tool}", "migrate from {tool}", "how do i move from {tool} to rivulet", "can it run on {tool}", "does it run on {tool}?", "{tool} backend",
    "how do i {act}", "How do I {act}?", "how can i {act}", "can i {act}", "Can it {act}?", "how to {act}", "i want to {act}", "i need to {act}",
    "is it possible to {act}", "is there a way to {act}", "show me how to {act}", "what is the best way to {act}", "{act}", "{act} in {place}",
    "help me {act}", "can users {act}", "let the user {act}", "where do i {act}", "why can't i {act}", "what is the command to {act}", "when can i {act}",
    "what is the {what} of {place}", "what is the {what} of {place}?", "how do i change the {what} of {place}", "how do i set the {what} of {place}",
    "{what} of {place}", "{place} {what}", "the {what} is wrong in {place}", "which {what} does {place} have", "can I change the {what} of {place}?",
    "where do i set the {what}", "what {what} does rivulet have", "why is the {what} of {place} like that",
    "what is {name}", "What does {name} do?", "how do i use {name}", "{name}", "explain {name}", "what does the {name} prop do", "{name} prop",
    "show me an example of {name}", "docs for {name}", "is there a {name} prop", "where is {name}", "import {name}", "{name} of {place}", "{name} is not working",
    "what does {flag} do", "{flag}", "the {flag} flag", "is there a {flag} flag", "what is in rivulet/{part}", "rivulet/{part}", "import from rivulet/{part}",
    "we use {tool} at work, will that do", "my team needs {feature}", "customers keep asking for {feature}", "I miss {feature}", "why is there no {feature}",
    "what happened to {feature}", "anyone here using {tool}", "will you ever support {tool}?", "it would be nice to have {feature}", "please add {feature}",
    "{feature} would be great", "not sure how {feature} fits in", "I was told that {tool} is supported", "{feature} please", "looking for {feature}",
    "got {feature}", "thoughts on {feature}", "my {feature} does not work", "{tool} throws an error here", "how well does it play with {tool}?",
    "best practice for {feature}", "the docs say nothing about {feature}", "when will {feature} come", "{feature} is missing", "who takes care of {feature}",
    "is {feature} planned", "I have trouble with {feature} in {place}", "our users love {feature}, do you", "we cannot live without {feature}",
    "{tool} on the server, rivulet in front: good idea?", "has the kit been used with {tool}", "I come from {tool}", "{place}: {feature}", "{tool}: how",
    "in {tool} there was {feature}, and here?", "once I had {feature}, now it is gone", "suppose I want to {act}, what then", "I would like to {act}",
    "{act}, can that be done", "somebody should be able to {act}", "my users try to {act} and cannot", "the plan is to {act} next week", "{act} by default",
    "automatically {act}", "nobody can {act} here", "stop users who {act}", "which file do i change to {act}", "which option lets me {act}?",
    "it does not let me {act}", "{place} should {act}", "make {place} {act}", "{place} with {tool}", "why does {place} not have {feature}",
    "do I have to pay for {feature}?", "how expensive is {feature}", "how secure is {feature}", "how fast is {feature} in {place}", "who wrote {feature}",
    "compare {tool} and {tool}", "which is better, {tool} or this", "a guide to {tool}", "tutorial: {feature}", "{feature} tutorial", "{feature} not working",
    "error in {name}", "{name} is undefined", "typescript says {name} does not exist", "pass {name} to {place}", "{name} or {name}", "default of {name}",
]  # fmt: skip
_PARTS = "forms auth router charts audio video icons editor native vue solid edge worker i18next payments maps email".split()


def unknown_kit_question(rng: random.Random) -> str:
    """Returns a made-up question that could be about the kit."""
    text = rng.choice(_PATTERNS)
    while "{" in text:
        start, end = text.index("{"), text.index("}")
        text = text[:start] + _fill(text[start + 1 : end], rng) + text[end + 1 :]
    if rng.random() < 0.5:
        text = text.lower()
    elif rng.random() < 0.4:
        text = text[0].upper() + text[1:]
    return text


def unknown_thing(rng: random.Random) -> str:
    """Returns a feature without its article, a tool, or a word that does not exist."""
    if rng.random() < 0.3:
        return made_up_word(rng)
    return rng.choice(rng.choice((_FEATURES, _TOOLS))).removeprefix("a ").removeprefix("an ")


def _fill(slot: str, rng: random.Random) -> str:
    if slot == "name":
        return _identifier(rng)
    if slot == "flag":
        return "--" + rng.choice(_FLAGS)
    lists = {"feature": _FEATURES, "tool": _TOOLS, "act": _ACTS, "place": _PLACES, "what": _WHAT, "part": _PARTS}
    if slot in ("feature", "tool") and rng.random() < 0.15:
        return made_up_word(rng)
    text = rng.choice(lists[slot])
    if slot == "feature" and rng.random() < 0.3:
        text = text.removeprefix("a ").removeprefix("an ")
    return text


def _identifier(rng: random.Random) -> str:
    """Returns a hook, a component, a prop or a callback that the kit does not have."""
    head, last = rng.choice(_HEADS), rng.choice(_TAILS)
    kind = rng.randrange(4)
    if kind == 0:
        return f"use{head}{last}"
    if kind == 1:
        return rng.choice((f"<{head}{last}>", f"{head}{last}"))
    if kind == 2:
        return f"{rng.choice(_VERBS)}{head}{rng.choice(('', last))}"
    return f"on{head}{rng.choice(('Open', 'Close', 'Drop', 'Select', 'Swipe', 'Hover2'))}"


def vocabulary() -> list[str]:
    """Returns every text that the generator draws from, for the check that nothing measured was trained."""
    return [*_FEATURES, *_TOOLS, *_ACTS, *_PLACES, *_WHAT, *_HEADS, *_TAILS, *_VERBS, *_FLAGS, *_PARTS, *_PATTERNS]
