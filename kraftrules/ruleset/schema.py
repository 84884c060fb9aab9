"""JSON Schema (2020-12): of the YAML files for editors, of decisions for those who store them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from kraftrules.ruleset import model

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_FILES: Mapping[str, tuple[type[BaseModel], str]] = {
    "ruleset": (model.RulesetBlock, "Ett regelverk i en utgåva"),
    "shared": (model.SharedBlock, "Gemensamma regler"),
    "vocabulary": (model.VocabularyBlock, "Ordlistan: uppgifter och vem som har dem"),
    "sources": (model.SourcesBlock, "Dokument som reglerna hänvisar till"),
}


def schema_of(subject: str) -> Schema:
    """The schema of a ``ruleset``, ``shared``, ``vocabulary`` or ``sources`` file, or of a ``decision``."""
    if subject == "decision":
        return {"$schema": DIALECT, **_DECISION}
    block, title = _FILES[subject]
    made = block.model_json_schema(by_alias=True)
    definitions: Schema = made.pop("$defs", {})
    for name, each in definitions.items():
        _improve(name, each)
    _improve(block.__name__, made)
    definitions["Text"] = _TEXT
    return {"$schema": DIALECT, **made, "title": title, "$defs": _plain(definitions)} | {
        "properties": _plain(made["properties"])
    }


def _improve(name: str, block: Schema) -> None:
    """Say what the model's validators see to and pydantic's schema does not tell."""
    block.pop("title", None)
    block["description"] = _ABOUT.get(name, block.get("description", ""))
    block |= _KINDS.get(name, {})
    for key, found in block.get("properties", {}).items():
        found.pop("title", None)
        about = _ABOUT.get(f"{name}.{key}") or _ABOUT.get(key)
        if about:
            found["description"] = about
        found.update(_AS_WRITTEN.get(f"{name}.{key}", {}))


def _plain(schema: Any) -> Any:
    """The schema with texts named once, and open to what YAML takes for a number or a truth."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if {"type": "null"} in schema.get("anyOf", []):  # a key without a value is to be left out
        *given, _ = schema["anyOf"]
        rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
        return _plain({**rest, **(given[0] if len(given) == 1 else {"anyOf": given})})
    if schema.get("anyOf", [])[:2] == _TEXT["anyOf"] and schema is not _TEXT:
        return {**schema, "anyOf": [{"$ref": "#/$defs/Text"}, *schema["anyOf"][2:]]}
    found = {key: _plain(value) for key, value in schema.items()}
    if found.get("type") == "string" and not {"enum", "const", "pattern", "format"} & found.keys():
        found["type"] = ["string", "number", "boolean"]
    return found


_WORDS = {"minLength": 1, "type": "string"}
_TEXT: Schema = {
    "anyOf": [
        _WORDS,
        {
            "additionalProperties": False,
            "properties": {"sv": _WORDS, "en": _WORDS},
            "required": ["sv"],
            "type": "object",
        },
    ]
}
_OWN = ("id", "label")
_GROUPS = ({"required": ["all"]}, {"required": ["any"]}, {"required": ["at_least", "of"]})
_COUNTED = ("number", "share", "fewer", "balance", "monthly_average")
_LEAF = [{"required": ["use"]}, {"required": [*_OWN, "when"]}]
_KINDS: Mapping[str, Schema] = {
    "Rule": {"oneOf": _LEAF},
    "Factor": {"oneOf": _LEAF},
    "Reservation": {
        "allOf": [{"oneOf": _LEAF}, {"oneOf": [{"required": ["share"]}, {"required": ["number"]}]}]
    },
    "Stream": {"oneOf": _LEAF},
    "Criterion": {
        "oneOf": [*_LEAF, *({"required": [*_OWN, *each["required"]]} for each in _GROUPS)]
    },
    "TargetGroup": {"oneOf": list(_GROUPS)},
    "Measure": {
        "oneOf": [{"required": [each]} for each in _COUNTED],
        "dependentRequired": {"fewer": ["than"], "than": ["fewer"]},
    },
    "Target": {"oneOf": [{"required": [each]} for each in ("at_least", "at_most", "within")]},
}
_ID: Schema = {"maxLength": 80, "pattern": "^[a-z][a-z0-9_]*$", "type": "string"}
_FIELD_TYPE = {"enum": ["boolean", "integer", "number", "string", "date"]}
_AS_WRITTEN: Mapping[str, Schema] = {
    "RulesetBlock.edition": {"type": ["string", "number"]},
    "Factor.points": {"minimum": 1, "maximum": 1000},
    "Reservation.share": {
        "anyOf": [{"type": "string", "pattern": r"^\d{1,3}([.,]\d{1,4})? ?%$"}, {"type": "null"}]
    },
    "Stream.closed_months": {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": 12},
    },
    "Fact.held_by": {"type": ["array", "string"]},
    "Fact.values": {
        "anyOf": [
            {"type": "array", "items": _ID},
            {"type": "object", "patternProperties": {_ID["pattern"]: {"$ref": "#/$defs/Text"}}},
            {"type": "null"},
        ]
    },
    "Fact.items": {
        "anyOf": [
            {
                "type": "object",
                "patternProperties": {
                    _ID["pattern"]: {"anyOf": [_FIELD_TYPE, {"$ref": "#/$defs/ItemField"}]}
                },
            },
            {"type": "null"},
        ]
    },
}
_ABOUT: Mapping[str, str] = {
    "RulesetBlock": "Vem som ingår i målgruppen, vem som är undantagen och vem som går först.",
    "RulesetBlock.ruleset": "Regelverkets namn: små bokstäver a–z, siffror och bindestreck.",
    "RulesetBlock.edition": 'Utgåvan, helst inom citattecken: "2.0".',
    "RulesetBlock.title": "Vad regelverket kallas.",
    "RulesetBlock.description": "Vad regelverket är till för, i några meningar.",
    "RulesetBlock.status": "adopted: antaget. draft: utkast, som inte väljs av sig självt.",
    "RulesetBlock.in_force": "De dagar som utgåvan gäller, den första och den sista inräknade.",
    "RulesetBlock.shared": "Filen med gemensamma regler, sedd från den här filen: ../shared.yaml.",
    "RulesetBlock.sources": "Dokument som bara det här regelverket hänvisar till.",
    "RulesetBlock.facts": "Uppgifter som bara det här regelverket frågar efter.",
    "RulesetBlock.definitions": "Namn på delar av villkor, att använda i villkoren nedanför.",
    "RulesetBlock.target_group": "Kriterierna för att ingå i målgruppen.",
    "RulesetBlock.exclusions": "Det som gör att någon i målgruppen ändå inte kan delta.",
    "RulesetBlock.priority": "Vem som går först när platserna inte räcker.",
    "RulesetBlock.duties": "Det som ska göras för en person, och senast när.",
    "RulesetBlock.intake": "Hur platserna delas i en antagning.",
    "RulesetBlock.results": "Vad som räknas som resultat, och målen.",
    "RulesetBlock.interpretations": "Tolkningar som gäller hela regelverket.",
    "SharedBlock": "Regler som flera regelverk hämtar med use.",
    "VocabularyBlock": "De uppgifter som reglerna frågar efter, och vem som har dem.",
    "SourcesBlock": "De dokument som regler hänvisar till.",
    "Criterion": "Ett kriterium, eller en grupp av kriterier.",
    "Rule": "En regel med eget villkor, eller en gemensam regel som hämtas med use.",
    "Factor": "Något som ger poäng i turordningen.",
    "Factor.points": "Poängen, ett heltal.",
    "TargetGroup": "all: alla behövs. any: minst en behövs. at_least med of: så många behövs.",
    "Priority.factors": "Det som ger poäng.",
    "Priority.ties": "Det som avgör vid lika poäng, i ordning: en uppgift, eller lottery.",
    "Duty": "Något som ska göras: när det uppstår, senast vilken dag, och vad som gör det gjort.",
    "Duty.when": "Villkoret för att det ska göras, som enrolled_on != null.",
    "Duty.due": 'Sista dagen, som enrolled_on + duration("P14D"); utelämnas om ingen är bestämd.',
    "Duty.done": "Dagen då det gjordes, som first_joint_plan_on, eller ett villkor.",
    "Tie": "En uppgift att ordna efter vid lika poäng.",
    "Tie.by": "Uppgiftens namn; den ska vara ett tal eller ett datum.",
    "Tie.order": "descending: störst eller senast först. ascending: minst eller tidigast först.",
    "Intake": "Hur platserna delas i en antagning.",
    "Intake.reservations": "Platser som hålls för dem som uppfyller ett villkor.",
    "Intake.streams": "Ingångar med egna platser.",
    "Reservation": "Platser som hålls för dem som uppfyller ett villkor: en andel eller ett antal.",
    "Reservation.share": "Andelen av platserna, som 50%.",
    "Reservation.number": "Antalet platser.",
    "Stream": "En ingång med egna platser.",
    "Stream.seats": "Hur många platser ingången har.",
    "Stream.per": "intake: vid varje antagning. team: för varje team. month: för varje månad.",
    "Stream.closed_months": "De månader, 1 till 12, då ingången inte har några platser.",
    "Stream.passes_on": "true: platser som inte kan fyllas går till de andra. false: de lämnas tomma.",
    "Results": "Vad som räknas som resultat, och målen. Villkoren läser uppgifter om inskrivningar.",
    "Results.outcomes": "Namn på det som kan komma av en inskrivning, att använda i måtten.",
    "Results.measures": "Det som räknas.",
    "Results.not_measurable": "Mål som ingen post om en inskrivning kan mäta, och varför.",
    "CountedOutcome": "Ett namn på det som kan komma av en inskrivning.",
    "CountedOutcome.when": "Villkoret, som employment_started_on != null.",
    "Measure": "Ett mått: precis ett av number, share, fewer, balance och monthly_average.",
    "Measure.number": 'Antalet personer som villkoret gäller; "true" för alla.',
    "Measure.share": "Andelen som villkoret gäller, av dem som among pekar ut.",
    "Measure.fewer": "De som ska vara färre än enligt than.",
    "Measure.than": "Det som fewer jämförs med.",
    "Measure.balance": "De som ska vara jämnt fördelade efter by.",
    "Measure.monthly_average": "De inskrivna i varje månad, i genomsnitt.",
    "Measure.among": "Nämnaren: de som måttet gäller. Alla, om den utelämnas.",
    "Measure.by": "Uppgiften att dela upp efter; kön, om den utelämnas.",
    "Measure.target": "Målet.",
    "Target": "Ett mål: minst, högst eller mellan två gränser, lika varje år eller år för år.",
    "Target.at_least": "Minst så här mycket: 1300, 45%, eller {2025: 40%, 2026: 43%}.",
    "Target.at_most": "Högst så här mycket.",
    "Target.within": "Mellan två gränser: [40%, 60%].",
    "Unmeasured": "Ett mål som ingen post om en inskrivning kan mäta.",
    "Unmeasured.reason": "Varför målet inte kan räknas.",
    "Definition": "Ett namn på en del av ett villkor.",
    "Definition.value": "Villkoret eller värdet.",
    "Reference": "Dokumentet och avsnittet som regeln kommer från.",
    "Document": "Ett dokument som regler kommer från.",
    "InForce": "De dagar som utgåvan gäller.",
    "InForce.from": "Första dagen, som 2024-01-31.",
    "InForce.to": "Sista dagen; utelämnas om den inte är bestämd.",
    "Fact": "En uppgift om en person, eller om ett deltagande.",
    "Fact.of": "person, eller participation för ett deltagande.",
    "Fact.type": "Uppgiftens slag; utan typ är den ja eller nej.",
    "Fact.values": "En kategoris värden med namn.",
    "Fact.none_allowed": "true om svaret får vara inget, till exempel när ingen start är planerad.",
    "Fact.held_by": "Vem som har uppgiften; den som bör tillfrågas först står först.",
    "Fact.kind": "register, assessment (någons bedömning) eller declaration (personens egen uppgift).",
    "Fact.from": "Hur uppgiften räknas ut när den inte ges.",
    "Fact.items": "Fälten i en listas poster.",
    "Fact.grows_with_time": "true om uppgiften räknar tid som går av sig själv.",
    "ItemField": "Ett fält i en listas poster.",
    "Organisation": "En part som har uppgifter.",
    "id": "Namnet i beslut och villkor: små bokstäver a–z, siffror och understreck.",
    "use": "Namnet på en regel i filen med gemensamma regler.",
    "label": "Vad den kallas, på svenska och engelska.",
    "when": "Villkoret, som age > 30 and needs_coordination.",
    "source": "Dokument och avsnitt.",
    "interpretation": "Vad som valts, och varför, där dokumentet lämnar något öppet.",
    "all": "Alla dessa behövs.",
    "any": "Minst en av dessa behövs.",
    "at_least": "Så många av dem i of behövs.",
    "of": "De som at_least räknar bland.",
}


def _object(about: str, **properties: Schema) -> Schema:
    """An object with just these properties, all of them there."""
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_NAMES = {"type": "array", "items": _ID, "uniqueItems": True}
_COUNT = {"type": "integer", "minimum": 0}
_JUDGED: Schema = {
    "id": _ID,
    "verdict": {"enum": ["met", "not_met", "unknown"]},
    "facts": {**_NAMES, "description": "Uppgifterna som regeln läser."},
}
_SINGLE: Schema = {"type": ["boolean", "number", "string", "null"]}
_DECISION: Schema = {
    "title": "Ett beslut om en person",
    **_object(
        "Det som Decision.to_dict() ger, och som kraftrules.replay() kan göra om.",
        ruleset={"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
        edition={"type": "string"},
        fingerprint={
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "SHA-256 av vad reglerna betyder.",
        },
        on={"type": "string", "format": "date", "description": "Dagen som beslutet gäller."},
        outcome={"enum": ["eligible", "not_eligible", "excluded", "undetermined"]},
        criteria={"type": "array", "items": _object("Ett kriterium eller en grupp.", **_JUDGED)},
        exclusions={"type": "array", "items": _object("Ett undantag; met: det gäller.", **_JUDGED)},
        missing={**_NAMES, "description": "Okända uppgifter som kan ändra utfallet."},
        priority=_object(
            "Poängen, och högsta möjliga om det okända faller ut så.",
            points=_COUNT,
            points_at_most=_COUNT,
            factors={"type": "array", "items": _object("En faktor.", **_JUDGED, points=_COUNT)},
        ),
        facts_used={
            "type": "object",
            "description": "De givna uppgifter som beslutet vilar på.",
            "propertyNames": _ID,
            "additionalProperties": {
                "anyOf": [
                    _SINGLE,
                    {
                        "type": "array",
                        "items": {"type": "object", "additionalProperties": _SINGLE},
                    },
                ]
            },
        },
    ),
}
