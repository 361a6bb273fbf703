#include "exports/withhold.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

ReportSecrets Khalil() { return {{{"Ahmed Khalil", false}, {"Khalil Haddad", true}, {"Adel al-Karim", true}}, {"Dar Amin"}, {}, {}}; }

TEST(NameMask, FindsNamesWholeAndInPartInAnyCaseAndShape) {
  const NameMask mask({"Ahmed Khalil", "Umm al-Hassan"}, {});
  const auto text = [&](std::string_view t) { return mask.InText(t, "X"); };
  EXPECT_EQ(text("Ahmed Khalil, a baker, died. Khalil’s wife fled."), "X, a baker, died. X’s wife fled.");
  EXPECT_EQ(text("AHMED KHALIL KILLED"), "X KILLED");
  EXPECT_EQ(text("Ahmed\nKhalil"), "X");
  EXPECT_EQ(text("Umm al‑Hassan and Hassan"), "X and X");
  EXPECT_EQ(text("Khalilabad was shelled"), "Khalilabad was shelled");
  EXPECT_EQ(text("al-Nusra"), "al-Nusra");
  EXPECT_EQ(mask.InPath("in/AhmedKhalil_killed-2018.txt"), "in/withheld_killed-2018.txt");
  EXPECT_EQ(mask.InPath("https://example.org/ahmed-khalil/"), "https://example.org/withheld/");
}

TEST(NameMask, FindsNamesWrittenTogether) {
  const NameMask mask({"Ann McDonald"}, {});
  EXPECT_EQ(mask.InPath("AnnMcDonald.txt"), "withheld.txt");
  EXPECT_EQ(mask.InPath("annmcdonald/McDonaldFamily"), "withheld/withheldFamily");
  EXPECT_EQ(mask.InText("27 (McDonaldFamily/b.txt) against Ann McDonald", "X"), "27 (XFamily/b.txt) against X");
}

TEST(NameMask, BlackensCodePointForCodePoint) {
  const NameMask mask({"Jos\xC3\xA9 P\xC3\xA9rez"}, {});
  EXPECT_EQ(mask.Blacken("a Jos\xC3\xA9 P\xC3\xA9rez b"), "a ██████████ b");
}

TEST(Withholder, TakesIdsForWhatTheyAre) {
  Withholder w({});
  w.SetReport({{{"Abe Cade", false}}, {}, {}, {}});
  const auto out = w.Mask(R"({"report":"0abe0000000000000000000000000cad","claims":[{"report":"in/AbeCade.txt","source":"in/AbeCade.txt"}]})");
  ASSERT_TRUE(out);
  EXPECT_EQ(*out, R"({"report":"0abe0000000000000000000000000cad","claims":[{"report":"in/withheld.txt","source":"in/[name withheld].txt"}]})");
}

TEST(NameMask, KeepsPublicNamesThatShareAPart) {
  const NameMask mask({"Ahmed Khalil"}, {"Khalil Haddad"});
  EXPECT_EQ(mask.InText("Khalil Haddad, the minister, met Khalil.", "X"), "Khalil Haddad, the minister, met X.");
}

TEST(Withholder, MasksPersonsInEveryTextAndLeavesCodesAlone) {
  Withholder w({});
  w.SetReport(Khalil());
  const auto out = w.Mask(
      R"({"kind":"event","id":"ab","quote":{"begin":0,"end":30,"text":"Ahmed Khalil was killed"},"recipients":[{"text":"Ahmed Khalil","person":"Ahmed Khalil"}],"attribution":{"source":{"text":"Khalil Haddad"}},"source_id":"khalil.txt","killed":{"low":1,"best":1,"high":null}})");
  ASSERT_TRUE(out);
  EXPECT_EQ(*out,
            R"({"kind":"event","id":"ab","quote":{"begin":0,"end":30,"text":"[name withheld] was killed"},"recipients":[{"text":"[name withheld]","person":"[name withheld]"}],"attribution":{"source":{"text":"Khalil Haddad"}},"source_id":"withheld.txt","killed":{"low":1,"best":1,"high":null}})");
  EXPECT_EQ(w.Title("Ahmed Khalil, 34, among dead"), "[name withheld], 34, among dead");
}

TEST(Withholder, MasksSourcesInTheirSlotAndInTheQuote) {
  Withholder w({.persons = false, .sources = true});
  w.SetReport(Khalil());
  const auto out = w.Mask(R"({"kind":"event","quote":{"text":"Abu Omar said they fled"},"attribution":{"source":{"text":"Abu Omar","person":"Abu Omar"},"source_type":"witness"},"publisher":"The Courier"})");
  ASSERT_TRUE(out);
  EXPECT_EQ(*out, R"({"kind":"event","quote":{"text":"[source withheld] said they fled"},"attribution":{"source":{"text":"[source withheld]"},"source_type":"witness"},"publisher":"[source withheld]"})");
}

TEST(Withholder, LeavesTheProvinceOfAFinePlace) {
  Withholder w({.persons = false, .fine_places = true});
  w.SetReport(Khalil());
  const auto out = w.Mask(
      R"({"quote":{"text":"a raid on Tal Zahr near Dar Amin in Syria"},"place":{"text":"Tal Zahr","name":"Tal Zahr","country":"SYR","adm1":"Aleppo","lat":36.2,"lon":37.1,"precision":1},"time":{"text":"then","start":"2018-01-15","precision":1}})");
  ASSERT_TRUE(out);
  EXPECT_EQ(*out,
            R"({"quote":{"text":"a raid on [place withheld] near [place withheld] in Syria"},"place":{"text":"[place withheld]","country":"SYR","adm1":"Aleppo","precision":4},"time":{"text":"then","start":"2018-01-15","precision":1}})");
}

TEST(Withholder, WhatAPersonMarkedIsMaskedThoughPublic) {
  Withholder w({.persons = false});
  ReportSecrets secrets = Khalil();
  secrets.by_hand = {"Adel al-Karim"};
  secrets.persons.clear();
  w.SetReport(secrets);
  EXPECT_EQ(w.Title("Minister Adel al-Karim"), "Minister [name withheld]");
}

TEST(Withholder, KnowsItsNames) {
  EXPECT_TRUE(ParseWithhold("persons,sources")->sources);
  EXPECT_TRUE(ParseWithhold("places-finer-than ADM1")->fine_places);
  EXPECT_FALSE(ParseWithhold("none")->persons);
  EXPECT_FALSE(ParseWithhold("everything"));
  Withholder w({.persons = false, .sources = true});
  EXPECT_FALSE(w.Mask("[1]"));
  EXPECT_FALSE(w.Mask("{"));
}

}  // namespace
}  // namespace dateline
