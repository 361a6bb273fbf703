#!/usr/bin/env python3
"""Unit tests of the scorers of records: record_rows, plover_score, muc4_score, muc4_templates, wikievents_score, displacement_score, counts_score,
books_report. The texts are ours."""
import unittest

import books_report
import counts_score
import displacement_score
import muc4_score
import muc4_templates
import plover_score
import record_rows
import wikievents_score


def event(kind, trigger="attack", begin=0, **more):
    return {"kind": "event", "type": kind, "trigger": {"begin": begin, "end": begin + len(trigger), "text": trigger}, "quote": {"begin": 0, "end": 200, "text": ""}, "sentence": 1,
            "confidence": 0.9, "rule": "x"} | more


def party(text, **more):
    return {"text": text} | more


def template(**slots):
    names = ("template", "perp_individual", "perp_org", "phys_id", "hum_name", "hum_desc", "instrument_id")
    return {name: [] for name in names} | {"template": ["1"]} | slots


class Heads(unittest.TestCase):
    def test_head_is_the_last_word_before_what_follows_the_noun(self):
        for phrase, head in (("armed men on motorcycles", "men"), ("members of the front", "members"), ("the army's soldiers", "soldiers"), ("Karim, a teacher", "karim"),
                             ("guerrillas", "guerrillas"), ("the U.S. embassy", "embassy"), ("of note", "note")):
            self.assertEqual(record_rows.head_word(phrase), head, phrase)


class Plover(unittest.TestCase):
    def test_types_of_both_sides_meet(self):
        self.assertEqual(plover_score.gold_types({"event": "FIGHT"}), ["ASSAULT"])
        self.assertEqual(plover_score.gold_types({"event": "COERCE", "mode": "destroy"}), ["ASSAULT"])
        self.assertEqual(plover_score.gold_types({"event": "COERCE", "mode": "detain", "eventText": "has kidnapped"}), ["ASSAULT"])
        self.assertEqual(plover_score.gold_types({"event": "COERCE", "mode": "curfew"}), ["COERCE"])
        self.assertEqual(plover_score.converted({"kind": "movement", "trigger": {"text": "left", "begin": 0, "end": 4}, "manner": "withdrew", "people": party("troops", country="SYR")})[0], "RETREAT")
        self.assertIsNone(plover_score.converted({"kind": "movement", "trigger": {"text": "left", "begin": 0, "end": 4}, "manner": "fled"}))

    def test_what_did_not_happen_is_no_event_and_a_promise_is_agree(self):
        self.assertIsNone(plover_score.converted(event("ASSAULT", stance={"polarity": "denied"})))
        self.assertIsNone(plover_score.converted(event("AID", stance={"time": "hypothetical"})))
        self.assertEqual(plover_score.converted(event("AID", stance={"time": "future"}))[0], "AGREE")
        self.assertEqual(plover_score.converted(event("ASSAULT", stance={"time": "future"}, actors=[party("Iran", country="IRN")]))[0], "THREATEN")

    def test_a_party_without_country_has_that_of_the_place(self):
        kind, acting, upon = plover_score.converted(event("ASSAULT", actors=[party("rebels")], recipients=[party("Israeli troops", country="ISR")], place={"country": "LBN"}))
        self.assertEqual((kind, acting, upon), ("ASSAULT", {"LBN"}, {"ISR"}))
        self.assertEqual(plover_score.codes([party("UN", sectors=["IGO"])], {"country": "LBN"}), {""})

    def test_countries(self):
        gold = {"source": [{"code": "USA"}], "target": [{"code": "IRQ"}]}
        self.assertTrue(plover_score.countries_agree(gold, ("ASSAULT", {"USA"}, {"IRQ"})))
        self.assertFalse(plover_score.countries_agree(gold, ("ASSAULT", {"IRQ"}, {"USA"})))
        both = {"source": [{"code": "USA"}, {"code": "JOR"}], "target": ""}
        self.assertTrue(plover_score.countries_agree(both, ("AGREE", {"JOR"}, {"USA"})))

    def test_counts(self):
        gold = [{"id": "1", "event": "DEMAND", "text": "A", "source": [], "target": []}, {"id": "2", "event": "AID", "text": "B", "source": [], "target": []},
                {"id": "3", "event": "FIGHT", "text": "A", "source": [], "target": []}]
        found = {"1": [event("REQUEST"), event("ASSAULT", confidence=0.95), event("SANCTION", confidence=0.5)]}
        n = plover_score.score(gold, found)
        self.assertEqual((n["gold"], n["events"], n["type"], n["answered"], n["main"]), (3, 3, 2, 1, 1))


class Muc4(unittest.TestCase):
    def test_key_entities(self):
        row = {"templates": [template(hum_name=['"JUAN PEREZ" / "PEREZ"'], hum_desc=['"A MAYOR" / "MAYOR": "JUAN PEREZ"', '"PEASANT"'], perp_individual=['? "GUERRILLAS"'],
                                      phys_id=['"\\"SANTA ANA\\" FARM"'])]}
        keys = muc4_score.key_entities(row)
        self.assertEqual(keys["Victim"], [(["PEASANT"], False), (["JUAN PEREZ", "PEREZ", "MAYOR", "MAYOR"], False)])
        self.assertEqual(keys["PerpInd"], [(["GUERRILLAS"], True)])
        self.assertEqual(keys["Target"], [(["SANTA ANA FARM"], False)])

    def test_alignment_is_the_best_one(self):
        keys = [(["A", "B"], False), (["A"], False)]
        self.assertEqual(sorted(muc4_score.align(keys, ["A", "B"])), [(0, 1), (1, 0)])
        self.assertEqual(len(muc4_score.align(keys, ["A", "A", "A"])), 2)

    def test_optional_entities_need_not_be_found(self):
        gold = [{"id": "1", "text": "LIMA, 3 FEB 89 (EFE)", "templates": [template(perp_individual=['? "GUERRILLAS"'], hum_desc=['"PEASANT"'])]}]
        counts = muc4_score.score(gold, {})
        self.assertEqual((counts["PerpInd"], counts["Victim"]), ([0, 0, 0, 1], [0, 0, 1, 1]))

    def test_incident(self):
        records = [event("ASSAULT", "kidnapped", mode="abduct", actors=[party("ARMED MEN", role="people")], recipients=[party("TWO ENGINEERS", role="workers")]),
                   event("ASSAULT", "dynamited", 40, mode="explosives", actors=[party("FMLN GUERRILLAS", actor="fmln", role="rebels")], recipients=[party("A BRIDGE")], weapons=["DYNAMITE", "BOMBED"]),
                   event("ASSAULT", "attacked", 90, actors=[party("REBELS", role="rebels")], recipients=[party("ARMY TROOPS", role="soldiers")]),
                   event("CONSULT", "met", 120, actors=[party("PRESIDENT", role="officials")])]
        found = muc4_templates.entities(records)
        self.assertEqual(found["Victim"], [["ENGINEERS"]])
        self.assertEqual(found["Target"], [["BRIDGE"]])
        self.assertEqual(found["Weapon"], [["DYNAMITE"]])
        self.assertEqual(found["PerpInd"], [["ARMED MEN"], ["FMLN GUERRILLAS"]])
        self.assertEqual(found["PerpOrg"], [["FMLN"]])

    def test_a_finding_joins_what_its_records_say(self):
        records = [{"id": "1", **event("ASSAULT", "attacked", 10, actors=[party("ALLEGED REBELS", role="rebels")])},
                   {"id": "2", **event("ASSAULT", "killed", 40, killed={"best": 1}, recipients=[party("A WATCHMAN", role="workers")])}]
        self.assertEqual(muc4_templates.entities(records)["PerpInd"], [])  # an attack on nobody is no incident of the task
        found = muc4_templates.entities(records, groups={"1": 7, "2": 7})
        self.assertEqual((found["PerpInd"], found["Victim"]), ([["REBELS"]], [["WATCHMAN"]]))

    def test_who_is_a_victim_and_what_a_target(self):
        killed = event("ASSAULT", "killed", killed={"best": 1})
        for party_, is_victim in ((party("A WATCHMAN", role="workers"), True), (party("TWO SOLDIERS", role="soldiers"), False), (party("COMPANION ROSA FLOREZ"), True), (party("BROKEN GLASS"), False)):
            self.assertEqual(muc4_templates.is_victim(party_, killed), is_victim, party_["text"])
        self.assertFalse(muc4_templates.is_victim(party("A WATCHMAN", role="workers"), event("ASSAULT", "fighting")))
        self.assertEqual(muc4_templates.best_text(party("COMPANION ROSA FLOREZ")), "ROSA FLOREZ")
        destroyed = event("ASSAULT", "destroyed", mode="destroy", damage=[{"text": "DESTROYED", "category": "destroyed", "of": "TWO BUSES"}])
        self.assertEqual(muc4_templates.entities([destroyed])["Target"], [["BUSES"]])

    def test_what_a_report_looks_back_on(self):
        day = muc4_templates.day_of("LIMA, 3 FEB 89 (EFE) -- [TEXT]")
        self.assertEqual(str(day), "1989-02-03")
        self.assertIsNone(muc4_templates.day_of("CLANDESTINE, NO DATE"))
        for end, old in (("1986-12-31", True), ("1989-01-20", False)):
            self.assertEqual(muc4_templates.is_old(event("ASSAULT", "killed", time={"text": "THEN", "start": end, "end": end}), day), old)

    def test_records_of_one_victim_are_one_incident(self):
        victim = [party("PRIEST", role="clergy")]
        records = [event("ASSAULT", "murder", mode="targeted", recipients=victim), event("ASSAULT", "killed", 50, killed={"best": 1}, actors=[party("SOLDIERS", role="soldiers")], recipients=victim)]
        self.assertEqual(len(muc4_templates.incidents(records)), 1)
        other = event("ASSAULT", "kidnapped", 99, mode="abduct", recipients=victim)
        self.assertEqual(len(muc4_templates.incidents(records + [other])), 2)


class WikiEvents(unittest.TestCase):
    TEXT = "Gunmen killed a judge in Tikrit. Rebels who fled were held."

    def gold(self):
        return [{"id": "1", "text": self.TEXT, "events": [{"type": "Life.Die.Unspecified", "begin": 7, "end": 13, "args": [
            {"role": "Killer", "begin": 0, "end": 6}, {"role": "Victim", "begin": 16, "end": 21}, {"role": "Place", "begin": 25, "end": 31}]},
            {"type": "Contact.Contact.Broadcast", "begin": 50, "end": 54, "args": [{"role": "Communicator", "begin": 33, "end": 39}]}]}]

    def test_right_missed_wrong(self):
        found = {"1": [event("ASSAULT", "killed", 7, quote={"begin": 0, "end": 32, "text": self.TEXT[:32]}, actors=[party("Gunmen", span={"begin": 0, "end": 6, "text": "Gunmen"})],
                             recipients=[party("a judge", span={"begin": 14, "end": 21, "text": "a judge"}), party("Rebels", span={"begin": 33, "end": 39, "text": "Rebels"})])]}
        by_class, by_slot, shared = wikievents_score.score(self.gold(), found)
        self.assertEqual(by_class["violence"], [2, 3, 3])
        self.assertEqual(by_slot["place"], [0, 0, 1])
        self.assertEqual(shared, 3)

    def test_figures_count_as_those_hurt_and_deaths_have_no_weapon(self):
        text = "A bomb hurt another 15 in the city of Tikrit."
        record = event("ASSAULT", "hurt", 7, quote={"begin": 0, "end": 44, "text": text[:44]}, injured={"best": 15, "text": "15"}, weapons=["bomb"],
                       place={"text": "city of Tikrit", "span": {"begin": 30, "end": 44, "text": "city of Tikrit"}})
        self.assertEqual(sorted(wikievents_score.fillers(record, text)), [("place", 38, 44), ("recipient", 20, 22), ("weapon", 2, 6)])
        slots = {key[1] for key in wikievents_score.found_arguments([record | {"trigger": {"begin": 7, "end": 13, "text": "killed"}}], {"text": text, "events": []})[0]}
        self.assertEqual(slots, {"place", "recipient"})

    def test_a_relative_pronoun_is_the_phrase_before_it(self):
        self.assertTrue(wikievents_score.same_head(self.TEXT, (40, 43), (33, 39)))
        self.assertFalse(wikievents_score.same_head(self.TEXT, (40, 43), (16, 21)))

    def test_offsets_of_the_cleaned_text(self):
        self.assertEqual(wikievents_score.aligned(self.TEXT, {"begin": 13, "end": 20, "text": "a judge"}), (14, 21))


class Displacement(unittest.TestCase):
    GOLD = {"quantity": 300.0, "term": "Evacuated", "unit": "People", "location": "Tiba and Norel", "country": "COL"}

    def record(self, best, manner="evacuated", **more):
        return {"manner": manner, "count": {"best": best, "low": best, "high": best, "hedge": "exact", "unit": "people"}} | more

    def test_tuple(self):
        right = self.record(300, origin=[{"text": "the town of Tiba", "name": "Tiba"}])
        self.assertEqual(displacement_score.best_agreement([self.record(20), right], self.GOLD), {"quantity": True, "term": True, "unit": True, "location": True})
        self.assertEqual(displacement_score.best_agreement([self.record(300, "returned")], self.GOLD)["term"], False)
        self.assertIsNone(displacement_score.best_agreement([], self.GOLD)["quantity"])
        self.assertIsNone(displacement_score.agreement(right, self.GOLD | {"location": None})["location"])

    def test_place_by_name_only(self):
        self.assertFalse(displacement_score.same_place(self.record(1, place={"text": "Tib", "name": "Tib"}), "Tiba and Norel", "COL"))
        self.assertTrue(displacement_score.same_place(self.record(1, destination=[{"text": "Norel Province"}]), "Tiba and Norel", "COL"))


class Books(unittest.TestCase):
    TOOL = {"facts": lambda r: [("type", r["type"]), ("actor", r["actor"])], "pair": lambda found, coded: [(0, 0)] if found and coded else [],
            "matched": lambda p, g: ([("type", 0), ("actor", 0)], [("type", 0), ("actor", 0)], {0}, [0])}

    def report(self, coded, found):
        return books_report.count(self.TOOL, [[{"kind": "event", "type": t, "actor": "x"} for t in side] for side in (coded, found)])

    def test_counts_of_one_report(self):
        counts, confusion = self.report(["AID", "ASSAULT"], ["SUPPORT", "AID"])  # the first two pair; then one missed, one wrong
        self.assertEqual(counts["records", "all"], [1, 1, 1])
        self.assertEqual(counts["slot", "actor"], [0, 2, 2])
        self.assertEqual(counts["paired", "actor"], [0, 1, 1])
        self.assertEqual(confusion, {("AID", "SUPPORT"): 1, ("ASSAULT", "missed"): 1, ("none", "AID"): 1})

    def test_intervals_hold_the_figure_and_repeat(self):
        reports = [self.report(["AID"], ["AID"])[0]] * 6 + [self.report(["AID"], [])[0]] * 6
        part = ("records", "all")
        first, again = (books_report.intervals(reports, [part], 200)[part] for _ in range(2))
        self.assertEqual(first, again)
        low, high = first[1]
        self.assertTrue(0.1 < low < 0.5 < high < 0.9)
        self.assertEqual(first[0], (1.0, 1.0))


class Counts(unittest.TestCase):
    def test_answer(self):
        records = [event("ASSAULT", killed={"best": 2}), event("ASSAULT", killed={"best": 3}), event("ASSAULT", killed={"best": 3}), event("ASSAULT", killed={"best": 9}, stance={"polarity": "denied"})]
        self.assertEqual(counts_score.answer(records, "killed"), 3)
        self.assertEqual(counts_score.answer(records, "injured"), 0)
        self.assertEqual(counts_score.answer([event("ASSAULT", killed={"best": 500}), event("ASSAULT", killed={"best": 500}), event("ASSAULT", killed={"best": 1})], "killed"), 1)


if __name__ == "__main__":
    unittest.main()
