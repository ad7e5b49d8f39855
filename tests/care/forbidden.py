"""What may not be said here: claims (care.md, rule 9) and words that wound or reward (the voice).

Each has its pattern, which is looked for without regard to capitals, and sentences it has to catch.
"""

from typing import NamedTuple


class Forbidden(NamedTuple):
    pattern: str
    caught: tuple[str, ...]


CLAIMS = {
    "it treats": Forbidden(
        r"\btreat(?:s|ed|ing|ments?|able)?\b", ("Leanto treats trauma", "An evening treatment for worry")
    ),
    "it cures": Forbidden(r"\bcur(?:e|es|ed|ing|ative)\b", ("a cure for loneliness", "It cured me")),
    "it heals": Forbidden(
        r"\bheal(?:s|ed|ing|er)?\b", ("It heals what was broken", "Your healing starts here")
    ),
    "it diagnoses": Forbidden(
        r"\bdiagnos\w*|\bscreen(?:s|ing)? for\b",
        ("We diagnose your attachment style", "A diagnostic profile", "This screens for depression"),
    ),
    "it was proven": Forbidden(
        r"\b(?:clinically|scientifically|medically)[\s-](?:proven|tested|validated|shown|approved)\b"
        r"|\b(?:evidence|science)[\s-](?:based|backed)\b|\b(?:backed|proven) by (?:science|research|studies)\b"
        r"|\bproven to\b|\bresearch (?:shows|proves) (?:it|this|that it) (?:works|helps)\b",
        (
            "Clinically proven to help",
            "An evidence-based treatment of fear",
            "A science-backed ladder",
            "Backed by research",
            "Steps proven to work",
            "Research shows that it works",
        ),
    ),
    "experts stand behind it": Forbidden(
        r"\b(?:approved|recommended|endorsed|designed|trusted|signed) by (?:\w+ )?"
        r"(?:doctors|clinicians|therapists|psychologists|experts|professionals)\b",
        ("Recommended by therapists", "Designed by leading psychologists"),
    ),
    "it replaces therapy": Forbidden(
        r"\b(?:replac\w+|instead of|better than|like having|no need for|as good as)\s+(?:a\s+|your\s+)?"
        r"(?:therap\w+|doctor|counsell\w+)",
        ("Better than a therapist", "Use it instead of therapy", "Like having a counsellor at home"),
    ),
    "it is therapy": Forbidden(
        r"\b(?:therapeutic|your therapist here|therapy (?:app|tool|program(?:me)?|session here)"
        r"|(?:this|leanto) is (?:a )?therapy|self-therapy|exposure therapy|in your pocket)\b",
        (
            "A therapeutic space",
            "The therapy app you need",
            "Leanto is therapy",
            "A friend in your pocket",
            "Exposure therapy, step by step",
        ),
    ),
    "you have it": Forbidden(
        r"\b(?:you (?:may |might |probably |clearly )?(?:have|suffer from|show|are showing)|signs of|your)"
        r" (?:a |an |severe |mild |clinical )*"
        r"(?:depression|anxiety|ptsd|trauma|disorder|burnout|attachment|hyper-independence)\b"
        r"|\byou are (?:a |an )?"
        r"(?:depressed|traumati[sz]ed|anxious person|hyper-independent|avoidant|codependent)\b",
        (
            "You have depression",
            "You may have a mild anxiety disorder",
            "This shows signs of trauma",
            "Work through your trauma",
            "You are hyper-independent",
        ),
    ),
    "it is a symptom": Forbidden(
        r"\b(?:symptoms? of|trauma responses?|maladaptive|dysfunction\w*|coping mechanisms?|unhealthy"
        r"|patholog\w+|toxic|cognitive distortions?)\b",
        (
            "Doing it alone is a symptom of neglect",
            "A trauma response in disguise",
            "Your dysfunctional rules",
            "An unhealthy way to cope",
        ),
    ),
    "it promises": Forbidden(
        r"\b(?:will (?:make|help|let|change) you(?! stop)|you(?:['’]ll| will) (?:feel (?:better|safe|calm|happ\w+)"
        r"|recover|be free|never (?:feel|be) alone)|guarant\w+|transform\w*|life-changing|change your life"
        r"|overcom\w+|conquer\w*|recover(?:y)? from|find your (?:true|best) self|best self|for good health)\b",
        (
            "It will make you stronger",
            "You will feel better in a week",
            "Results are guaranteed",
            "Overcome your fear of asking",
            "On the way to recovery from neglect",
        ),
    ),
    "it is safe for everyone": Forbidden(
        r"\b(?:safe|right|good|suitable|works|helps) for (?:everyone|everybody|anyone|all)\b"
        r"|\b(?:works|helps) everyone\b|\b(?:no risks?|risk-free|without risk|harmless|no side effects)\b",
        ("Safe for everyone", "It works for anyone", "A risk-free first step"),
    ),
    "it watches over you": Forbidden(
        r"\b(?:we(?:['’]re| are) (?:always )?here for you|we(?:['’]ll| will) (?:look after|watch over|contact|call)"
        r"|monitor(?:s|ed|ing) (?:you|your)|someone is watching over"
        r"|prevents? (?:suicide|self-harm)|saves lives)\b",
        ("We are here for you", "We will call someone for you", "It prevents suicide"),
    ),
    "you are in the clear": Forbidden(
        r"\b(?:you are (?:fine|safe now|out of danger)|all[\s-]clear|nothing to worry about|no sign of risk)\b",
        ("You are safe now", "An all-clear for this week", "There is nothing to worry about"),
    ),
    "end-to-end": Forbidden(r"\bend[\s-]to[\s-]end\b", ("End-to-end encrypted",)),
    "zero knowledge": Forbidden(r"\bzero[\s-]knowledge\b", ("zero knowledge storage",)),
    "military-grade": Forbidden(r"\b(?:military|bank)[\s-](?:grade|level)\b", ("Military-grade security",)),
    "unbreakable": Forbidden(
        r"\bunhackable\b|\bunbreakable\b|\b100\s?% (?:safe|secure|private)\b"
        r"|\b(?:completely|totally|fully|perfectly|absolutely) (?:safe|secure|private)\b"
        r"|\b(?:cannot|can['’]t) be (?:hacked|broken into)\b",
        ("An unhackable diary", "100% secure", "Completely private", "It cannot be hacked"),
    ),
    "anonymous": Forbidden(r"\banonym(?:ous|ously|ity|ised)\b", ("Stay anonymous",)),
    "HIPAA": Forbidden(r"\bHIPAA\b", ("HIPAA-compliant",)),
    "GDPR": Forbidden(r"\bGDPR[\s-](?:certified|compliant|ready)\b", ("GDPR certified",)),
}

VOICE = {
    "should": Forbidden(r"\bshould(?:n['’]t)?\b", ("You should ask", "You shouldn’t wait")),
    "just": Forbidden(r"\bjust\b", ("just breathe",)),
    "simply": Forbidden(r"\bsimply\b", ("Simply say yes",)),
    "journey": Forbidden(r"\bjourneys?\b", ("Your journey",)),
    "warrior": Forbidden(r"\b(?:warriors?|survivors?|victims?)\b", ("A warrior like you", "For survivors")),
    "unlock": Forbidden(r"\bunlock\w*\b", ("unlock your strength",)),
    "streak": Forbidden(r"\bstreaks?\b", ("a 7 day streak",)),
    "score": Forbidden(r"\bscor(?:e|es|ed|ing)\b", ("Your score is 12",)),
    "failure": Forbidden(r"\bfailures?\b", ("A failure to ask",)),
    "patient": Forbidden(r"\bpatients?\b", ("For patients",)),
    "user": Forbidden(r"\busers?\b", ("Other users said",)),
    "compliance": Forbidden(r"\bcomplian\w+\b", ("Compliance with the plan",)),
    "relapse": Forbidden(r"\brelaps\w+\b", ("A relapse is no shame",)),
    "praise": Forbidden(
        r"\b(?:great job|well done|good job|good work|good for you|congratulations|amazing|awesome"
        r"|proud of you|keep it up|bravo|way to go|brilliant)\b",
        ("Well done!", "We are proud of you", "Keep it up"),
    ),
    "nagging": Forbidden(
        r"\b(?:don['’]t forget|you (?:still )?haven['’]t|we (?:missed|miss) you|come back (?:soon|tomorrow)"
        r"|it(?:['’]s| has) been (?:a while|\w+ days since)|you must|you need to|(?<!did )you have to)\b",
        ("Don’t forget your check-in", "We miss you", "You must try", "You need to answer"),
    ),
}

ALLOWED = {
    "Hyper-Independence: A Trauma Response in Disguise": "the title of the text it all begins with",
    "It is not for diagnosis, treatment or crisis care.": "the sentence of intended use",
    "It is not diagnosis, treatment or crisis care.": "the same, at the door",
    "they are not a diagnosis": "what answers are not",
    "It is never an all-clear": "what no answer is",
    "No answer is ever read as an all-clear": "the same, in the guide",
    "“You are fine” was said so often": "what a made-up person was told",
    "it is not treatment": "what the plan for hard moments is not",
    "No treat to settle up.": "a treat one buys",
    "you are a failure": "PHQ, verbatim",
    "alone in my failure": "SCS-SF, verbatim",
    "understanding and patient": "SCS-SF, verbatim",
    "a whole way of treating people like you": "how people are treated, in one of the four roots",
}
