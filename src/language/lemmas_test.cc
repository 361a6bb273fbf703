#include "language/lemmas.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "base/utf8.h"

namespace dateline {
namespace {

/// A section in memory that is aligned as in a mapped file.
class Section {
 public:
  explicit Section(std::string_view bytes) : size_(bytes.size()), words_((bytes.size() + 7) / 8) {
    if (size_ > 0) std::memcpy(words_.data(), bytes.data(), size_);
  }
  std::string_view View() const { return {reinterpret_cast<const char*>(words_.data()), size_}; }

 private:
  size_t size_;
  std::vector<uint64_t> words_;
};

constexpr uint8_t kNounClass = 0, kPastClass = 1, kNameClass = 2, kNumberClass = 3;

void Classify(LemmaTables& tables, Upos upos, uint8_t number) {
  for (size_t x = 0; x < kXposCount; ++x) tables.classes[static_cast<size_t>(upos) * kXposCount + x] = number;
}

void AddRule(LemmaTables& tables, uint32_t root, std::string_view ending, std::array<uint16_t, 4> edits) {
  LemmaRule rule;
  rule.edits = edits;
  tables.rules.emplace_back(LemmaEndingHash(LemmaHashStart(kLemmaRules, root), ending), rule);
}

void AddKnown(LemmaTables& tables, LemmaFamily family, std::string_view word) {
  tables.known.push_back(LemmaHash(LemmaHashStart(kLemmaFilter, static_cast<uint32_t>(family)), word));
}

LemmaWord& AddWord(LemmaTables& tables, uint32_t number, std::string_view word) {
  return tables.words.emplace_back(LemmaHash(LemmaHashStart(kLemmaWords, number), word), LemmaWord{}).second;
}

/// Four classes: nouns that lose their capitals, pasts in -ed, names, numbers.
LemmaTables SmallTables() {
  LemmaTables tables;
  tables.infos.resize(4);
  for (LemmaClassInfo& info : tables.infos) info.cases.fill(static_cast<uint8_t>(LemmaCase::kLower));
  tables.infos[kNameClass].cases.fill(static_cast<uint8_t>(LemmaCase::kKeep));
  tables.infos[kNumberClass].drops_commas = 1;
  Classify(tables, Upos::kVerb, kPastClass);
  Classify(tables, Upos::kPropn, kNameClass);
  Classify(tables, Upos::kNum, kNumberClass);
  tables.infos[kPastClass].root = 1;
  tables.infos[kPastClass].family = static_cast<uint8_t>(LemmaFamily::kVerb);
  tables.infos[kNounClass].root = 2;
  tables.infos[kNounClass].family = static_cast<uint8_t>(LemmaFamily::kNoun);

  const uint16_t bare = tables.Edit(2, false, ""), with_e = tables.Edit(2, false, "e"), undoubled = tables.Edit(2, true, "");
  AddRule(tables, 1, "d", {kLemmaNoEdit, kLemmaNoEdit, kLemmaNoEdit, kLemmaNoEdit});
  AddRule(tables, 1, "ed", {bare, with_e, undoubled, kLemmaNoEdit});
  AddRule(tables, 2, "s", {tables.Edit(1, false, ""), kLemmaNoEdit, kLemmaNoEdit, kLemmaNoEdit});
  for (const char* verb : {"besiege", "stop", "shell", "hope"}) AddKnown(tables, LemmaFamily::kVerb, verb);
  AddWord(tables, kPastClass, "fled").SetEdit(tables.Edit(2, false, "ee"));
  AddWord(tables, kNounClass, "militiamen").SetEdit(tables.Edit(2, false, "an"));
  AddWord(tables, kNounClass, "caf\xC3\xA9s").SetEdit(tables.Edit(3, false, "e"));
  AddWord(tables, kNameClass, "iraq").SetCase(LemmaShape::kCapsWeak, LemmaCase::kTitle);
  AddWord(tables, kNameClass, "al-qaeda").SetCase(LemmaShape::kCapsWeak, LemmaCase::kTitle);
  AddWord(tables, kNameClass, "easter").SetCase(LemmaShape::kLower, LemmaCase::kTitle);
  AddWord(tables, kNameClass, "us").SetCase(LemmaShape::kLower, LemmaCase::kUpper);
  AddWord(tables, kNameClass, "\xC3\xA9lys\xC3\xA9" "e").SetCase(LemmaShape::kCapsWeak, LemmaCase::kTitle);
  tables.infos[kNameClass].lower_cased = 1;
  return tables;
}

class LemmaTest : public testing::Test {
 protected:
  LemmaTest() : section_(WriteLemmaSection(SmallTables())), model_(*LemmaModel::Load(section_.View())) {}

  std::string Of(std::string_view form, Upos upos, bool weak = false) { return std::string(model_.Lemma(form, upos, Xpos::kNone, weak, arena_)); }

  Section section_;
  LemmaModel model_;
  Arena arena_;
};

TEST_F(LemmaTest, EndingsLeadToKnownBaseForms) {
  EXPECT_EQ(Of("besieged", Upos::kVerb), "besiege");
  EXPECT_EQ(Of("stopped", Upos::kVerb), "stop");
  EXPECT_EQ(Of("shelled", Upos::kVerb), "shell");
  EXPECT_EQ(Of("hoped", Upos::kVerb), "hope");
  EXPECT_EQ(Of("bombed", Upos::kVerb), "bomb") << "no known base: the first edit";
  EXPECT_EQ(Of("SHELLED", Upos::kVerb, true), "shell");
  EXPECT_EQ(Of("said", Upos::kVerb), "said") << "no rule for the ending";
}

TEST_F(LemmaTest, ExceptionsWin) {
  EXPECT_EQ(Of("fled", Upos::kVerb), "flee");
  EXPECT_EQ(Of("Militiamen", Upos::kNoun, true), "militiaman");
  EXPECT_EQ(Of("caf\xC3\xA9s", Upos::kNoun), "cafe");
  EXPECT_EQ(Of("fled", Upos::kNoun), "fled") << "exceptions hold for their class alone";
}

TEST_F(LemmaTest, CapitalsFollowTheClassOrTheWord) {
  EXPECT_EQ(Of("Tanks", Upos::kNoun, true), "tank");
  EXPECT_EQ(Of("Mosul", Upos::kPropn), "Mosul");
  EXPECT_EQ(Of("NATO", Upos::kPropn), "NATO");
  EXPECT_EQ(Of("IRAQ", Upos::kPropn, true), "Iraq");
  EXPECT_EQ(Of("IRAQ", Upos::kPropn, false), "IRAQ");
  EXPECT_EQ(Of("AL-QAEDA", Upos::kPropn, true), "Al-Qaeda");
  EXPECT_EQ(Of("easter", Upos::kPropn), "Easter");
  EXPECT_EQ(Of("us", Upos::kPropn), "US");
  EXPECT_EQ(Of("\xC3\x89LYS\xC3\x89" "E", Upos::kPropn, true), "\xC3\x89lys\xC3\xA9" "e");
  EXPECT_EQ(Of("\xC3\x89toiles", Upos::kNoun, true), "\xC3\xA9toile");
}

TEST_F(LemmaTest, NumbersLoseTheirCommas) {
  EXPECT_EQ(Of("10,000", Upos::kNum), "10000");
  EXPECT_EQ(Of("1,234,567", Upos::kNum), "1234567");
  EXPECT_EQ(Of("10,", Upos::kNum), "10,");
  EXPECT_EQ(Of("10,000", Upos::kPropn), "10,000");
}

TEST_F(LemmaTest, OwnLemmasAreViewsOfTheForm) {
  const std::string form = "tank", plural = "tanks";
  EXPECT_EQ(model_.Lemma(form, Upos::kNoun, Xpos::kNone, false, arena_).data(), form.data());
  EXPECT_EQ(model_.Lemma(plural, Upos::kNoun, Xpos::kNone, false, arena_).data(), plural.data());
}

TEST_F(LemmaTest, EmptyAndVeryLongFormsAreTheirOwnLemma) {
  EXPECT_EQ(Of("", Upos::kNoun), "");
  const std::string longest(10000, 's');
  EXPECT_EQ(Of(longest, Upos::kNoun), longest);
  const std::string at_limit = std::string(kLemmaMaxForm - 1, 'A') + "s";
  EXPECT_EQ(Of(at_limit, Upos::kNoun), std::string(kLemmaMaxForm - 1, 'a'));
  EXPECT_EQ(Of("s", Upos::kNoun), "s") << "an edit never leaves nothing";
}

TEST(WeakCapitals, BeginSentencesAndFillHeadlines) {
  const auto weak_of = [](std::vector<std::string_view> forms) {
    std::vector<uint8_t> weak(forms.size(), 7);
    MarkWeakCapitals(forms, weak);
    return weak;
  };
  EXPECT_EQ(weak_of({"\"", "Rebels", "from", "Aleppo", "said", ":", "Heavy", "fire", "again"}), (std::vector<uint8_t>{1, 1, 0, 0, 0, 0, 1, 0, 0}));
  EXPECT_EQ(weak_of({"TROOPS", "TAKE", "THE", "TOWN"}), (std::vector<uint8_t>{1, 1, 1, 1}));
  EXPECT_TRUE(weak_of({}).empty());
}

TEST(LemmaShapes, ReadLettersOnly) {
  EXPECT_EQ(LemmaShapeOf("tank", false), LemmaShape::kLower);
  EXPECT_EQ(LemmaShapeOf("42", false), LemmaShape::kLower);
  EXPECT_EQ(LemmaShapeOf("Tank", false), LemmaShape::kTitle);
  EXPECT_EQ(LemmaShapeOf("A", true), LemmaShape::kTitleWeak);
  EXPECT_EQ(LemmaShapeOf("Al-Qaeda", false), LemmaShape::kTitle);
  EXPECT_EQ(LemmaShapeOf("U.N.", false), LemmaShape::kCaps);
  EXPECT_EQ(LemmaShapeOf("NGOs", false), LemmaShape::kMixed);
}

/// Lemmas of many words, to touch all that a hostile table could lead to. Returns the bytes seen.
size_t Exercise(const LemmaModel& model, std::mt19937& random) {
  Arena arena;
  size_t seen = 0;
  for (int i = 0; i < 200; ++i) {
    std::string form(random() % 80, ' ');
    for (char& c : form) c = i % 2 == 0 ? static_cast<char>(random()) : "stopedinSTOPEDxy-',\xC3\xA9"[random() % 21];
    const auto lemma = model.Lemma(form, static_cast<Upos>(random() % kUposCount), static_cast<Xpos>(random() % kXposCount), random() % 2 == 0, arena);
    for (const char c : lemma) seen += static_cast<uint8_t>(c) + size_t{1};
  }
  return seen;
}

TEST_F(LemmaTest, RandomBytesAreSurvived) {
  std::mt19937 random(4);
  EXPECT_GT(Exercise(model_, random), 0u);
}

TEST_F(LemmaTest, ValidTextStaysValid) {
  std::mt19937 random(5);
  const std::u32string letters = U"stopedSTOPED\u00E9\u00C9\u0130\u2019\u2018\u0428\u0448\u1E00\U0001F600-',.5";
  for (int i = 0; i < 20000; ++i) {
    std::string form;
    for (size_t n = random() % 12; n > 0; --n) utf8::Append(form, letters[random() % letters.size()]);
    const auto lemma = model_.Lemma(form, static_cast<Upos>(random() % kUposCount), Xpos::kNone, random() % 2 == 0, arena_);
    ASSERT_TRUE(utf8::IsValid(lemma)) << form;
    ASSERT_EQ(lemma.empty(), form.empty());
  }
}

TEST(HostileLemmaSection, EveryTruncationIsAnError) {
  const std::string good = WriteLemmaSection(SmallTables());
  for (size_t size = 0; size < good.size(); size += size < 200 ? 1 : 13) {
    const Section cut(std::string_view(good).substr(0, size));
    EXPECT_FALSE(LemmaModel::Load(cut.View()).has_value()) << size;
  }
  const Section longer(good + "x");
  EXPECT_FALSE(LemmaModel::Load(longer.View()).has_value());
}

TEST(HostileLemmaSection, NumbersOutOfRangeAreErrors) {
  const auto fails = [](const LemmaTables& tables) {
    const Section section(WriteLemmaSection(tables));
    return !LemmaModel::Load(section.View()).has_value();
  };
  EXPECT_FALSE(fails(SmallTables()));
  LemmaTables tables = SmallTables();
  tables.classes[3] = 4;
  EXPECT_TRUE(fails(tables));
  tables = SmallTables();
  tables.rules[0].second.edits[0] = static_cast<uint16_t>(tables.edits.size());
  EXPECT_TRUE(fails(tables));
  tables = SmallTables();
  tables.words[0].second.SetEdit(static_cast<uint32_t>(tables.edits.size()));
  EXPECT_TRUE(fails(tables));
  tables = SmallTables();
  tables.edits[1].added = 255;
  EXPECT_TRUE(fails(tables));
  tables = SmallTables();
  tables.infos[0].cases[0] = 0;
  EXPECT_TRUE(fails(tables));
  tables = SmallTables();
  tables.infos[1].family = kLemmaFamilies;
  EXPECT_TRUE(fails(tables));
  tables = SmallTables();
  tables.pool[tables.edits[2].added_at] = '\xFF';
  EXPECT_TRUE(fails(tables));
}

TEST(HostileLemmaSection, DamagedBytesGiveAnErrorOrHarmlessLemmas) {
  const std::string good = WriteLemmaSection(SmallTables());
  std::mt19937 random(6);
  size_t errors = 0, loaded = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good;
    for (size_t n = 1 + random() % 8; n > 0; --n) bad[random() % (i % 3 == 0 ? kLemmaHeader : bad.size())] = static_cast<char>(random());
    const Section section(bad);
    const auto model = LemmaModel::Load(section.View());
    ++(model ? loaded : errors);
    if (model) Exercise(*model, random);
  }
  EXPECT_GT(errors, 0u);
  EXPECT_GT(loaded, 0u);
}

}  // namespace
}  // namespace dateline
