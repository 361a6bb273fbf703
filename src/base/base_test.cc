#include <gtest/gtest.h>

#include <random>

#include "base/container.h"
#include "base/days.h"
#include "base/hash.h"
#include "base/table.h"
#include "base/utf8.h"
#include "dateline/offset_map.h"

namespace dateline {
namespace {

TEST(Days, KnownDays) {
  EXPECT_EQ(DayNumber({1970, 1, 1}), 0);
  EXPECT_EQ(DayNumber({2018, 1, 15}), 17546);
  EXPECT_EQ(IsoDay(17546), "2018-01-15");
  EXPECT_EQ(Weekday(17546), 0);  // a Monday
  EXPECT_EQ(Weekday(DayNumber({1969, 12, 28})), 6);
  EXPECT_EQ(ParseIsoDay("2018-01-15T10:00:00Z"), 17546);
  EXPECT_FALSE(ParseIsoDay("2018-02-30"));
  EXPECT_FALSE(ParseIsoDay("15/01/2018"));
}

TEST(Days, RoundTripAndWeekdaysFollow) {
  for (int32_t day = -800000; day < 800000; day += 137) {
    EXPECT_EQ(DayNumber(DateOf(day)), day);
    EXPECT_EQ((Weekday(day) + 1) % 7, Weekday(day + 1));
  }
}

TEST(Hash, KnownValues) {
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(HashId("x").Hex().size(), 32u);
  EXPECT_NE(HashId("x"), HashId("y"));
}

TEST(Utf8, LowerAndFold) {
  EXPECT_EQ(utf8::Lower("ÉCOLE Ğ Жук"), "école ğ жук");
  EXPECT_EQ(utf8::Lower("Turkey’s"), "turkey's");
  EXPECT_EQ(utf8::Fold("Deir ez-Zōr"), "deir ez zor");
  EXPECT_EQ(utf8::Fold("  Al-Bāb's "), "al babs");
  EXPECT_EQ(utf8::Fold("S.D.F."), "sdf");
}

TEST(Utf8, InvalidBytesAreOneReplacementEach) {
  EXPECT_FALSE(utf8::IsValid("\xC0\x80"));          // overlong
  EXPECT_FALSE(utf8::IsValid("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(utf8::IsValid("\xF4\x90\x80\x80"));  // beyond Unicode
  EXPECT_FALSE(utf8::IsValid("\xE2\x80"));          // cut off
  EXPECT_TRUE(utf8::IsValid("a\xE2\x80\x94\xF0\x9F\x98\x80"));
  std::mt19937 random(7);
  std::string bytes(64, '\0');
  for (int round = 0; round < 2000; ++round) {
    for (char& c : bytes) c = static_cast<char>(random());
    std::string out;
    for (size_t at = 0; at < bytes.size();) {
      const utf8::Decoded d = utf8::Decode(bytes, at);
      ASSERT_GE(d.size, 1u);
      ASSERT_LE(at + d.size, bytes.size());
      utf8::Append(out, d.code);
      at += d.size;
    }
    ASSERT_TRUE(utf8::IsValid(out));
  }
}

TEST(Table, CommentsColumnsAndErrors) {
  const auto table = Table::Parse("x.tsv", "# a table\n# columns: id, words\n\none\ta b\r\ntwo\n");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows().size(), 2u);
  EXPECT_EQ(table->rows()[0].cells[1], "a b");
  EXPECT_EQ(table->rows()[1].cells[1], "");
  EXPECT_EQ(table->Where(table->rows()[1]), "knowledge/x.tsv:5");
  EXPECT_TRUE(table->Column("words"));
  EXPECT_FALSE(table->Column("sense"));
  const auto wide = Table::Parse("x.tsv", "# columns: id\na\tb\n");
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().Message(), "knowledge/x.tsv:2: 2 cells; expected at most 1 (tab-separated)");
  EXPECT_FALSE(Table::Parse("x.tsv", "a\tb\n"));
}

TEST(Container, RoundTripAndDamage) {
  const std::string bytes = BuildContainer({{"table:a.tsv", "# columns: x\n1\n"}, {"blob", std::string(5000, 'z')}});
  const auto good = Container::FromBytes(bytes);
  ASSERT_TRUE(good);
  EXPECT_EQ(good->Section("blob").size(), 5000u);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(good->Section("blob").data()) % 8, 0u);
  EXPECT_TRUE(good->OpenTable("a.tsv"));
  EXPECT_FALSE(good->OpenTable("b.tsv"));
  EXPECT_TRUE(good->VerifyAll());
  for (size_t size = 0; size < bytes.size(); size += 37) EXPECT_FALSE(Container::FromBytes(bytes.substr(0, size)));
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::string bad = bytes;
    const size_t at = random() % bad.size();
    const char before = bad[at];
    bad[at] = static_cast<char>(random());
    const auto container = Container::FromBytes(bad);
    // What still opens must be unharmed: the byte was the same, or lay in the padding.
    if (container) {
      EXPECT_TRUE(bad[at] == before || container->Section("blob") == std::string(5000, 'z'));
    }
  }
}

TEST(OffsetMap, CopiesAndRepairs) {
  // original "f lee from Euphra- tes" -> clean "flee from Euphrates"
  OffsetMap map;
  map.AddReplacement({0, 3}, 2);  // "f l" -> "fl"
  map.AddCopy(3, 14);             // "ee from Euphra" less the break
  map.AddCopy(19, 3);
  EXPECT_EQ(map.clean_size(), 19u);
  EXPECT_EQ(map.ToOriginal({0, 4}), (Span{0, 5}));
  EXPECT_EQ(map.ToOriginal({1, 4}), (Span{0, 5}));
  EXPECT_EQ(map.ToOriginal({10, 19}), (Span{11, 22}));
  EXPECT_EQ(map.ToClean({11, 22}), (Span{10, 19}));
  EXPECT_TRUE(map.ToClean({17, 19}).empty());
  EXPECT_TRUE(map.ToOriginal({30, 40}).empty());
}

TEST(OffsetMap, EveryCleanSpanComesBack) {
  std::mt19937 generator(11);
  const auto random = [&] { return static_cast<uint32_t>(generator()); };
  for (int round = 0; round < 500; ++round) {
    OffsetMap map;
    uint32_t original = 0;
    for (int run = 0; run < 12; ++run) {
      original += random() % 3;
      const uint32_t size = 1 + random() % 6, from = 1 + random() % 5;
      if (random() % 2) {
        map.AddCopy(original, size);
        original += size;
      } else {
        map.AddReplacement({original, original + from}, size);
        original += from;
      }
    }
    for (uint32_t b = 0; b < map.clean_size(); ++b) {
      for (uint32_t e = b + 1; e <= map.clean_size(); ++e) {
        const Span there = map.ToOriginal({b, e});
        ASSERT_LE(there.begin, there.end);
        ASSERT_TRUE(map.ToClean(there).Contains({b, e}));
      }
    }
  }
}

}  // namespace
}  // namespace dateline
