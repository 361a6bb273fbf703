#include "base/charset.h"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.h"

namespace dateline {
namespace {

using std::operator""sv;

struct Text {
  std::string utf8;
  OffsetMap map;
};

Text DecodeAll(std::string_view bytes) {
  Text out;
  Decode(bytes, DetectEncoding(bytes), out.utf8, out.map);
  return out;
}

std::string ToUtf16(std::string_view utf8, bool big) {
  std::string out;
  const auto put = [&](uint32_t unit) {
    out += static_cast<char>(big ? unit >> 8 : unit & 0xFF);
    out += static_cast<char>(big ? unit & 0xFF : unit >> 8);
  };
  for (size_t at = 0; at < utf8.size();) {
    const utf8::Decoded d = utf8::Decode(utf8, at);
    at += d.size;
    if (d.code < 0x10000) put(d.code);
    else put(0xD800 + ((d.code - 0x10000) >> 10)), put(0xDC00 + ((d.code - 0x10000) & 0x3FF));
  }
  return out;
}

TEST(Charset, DetectsByMarkPatternAndValidity) {
  EXPECT_EQ(DetectEncoding(""), Encoding::kUtf8);
  EXPECT_EQ(DetectEncoding("plain"), Encoding::kUtf8);
  EXPECT_EQ(DetectEncoding("\xef\xbb\xbfplain"), Encoding::kUtf8);
  EXPECT_EQ(DetectEncoding("na\xc3\xafve"), Encoding::kUtf8);
  EXPECT_EQ(DetectEncoding("na\xefve and \x93quoted\x94"), Encoding::kWindows1252);
  EXPECT_EQ(DetectEncoding("\xff\xfe" + ToUtf16("mark", false)), Encoding::kUtf16Le);
  EXPECT_EQ(DetectEncoding("\xfe\xff" + ToUtf16("mark", true)), Encoding::kUtf16Be);
  EXPECT_EQ(DetectEncoding(ToUtf16("without a mark", false)), Encoding::kUtf16Le);
  EXPECT_EQ(DetectEncoding(ToUtf16("without a mark", true)), Encoding::kUtf16Be);
  EXPECT_EQ(DetectEncoding("caf\xc3\xa9, \xe2\x80\x94 \xc3\xa9t\xc3\xa9 and one stray \x92"), Encoding::kUtf8);
}

TEST(Charset, NamesBinaryKinds) {
  EXPECT_EQ(BinaryKind("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv), "PNG image");
  EXPECT_EQ(BinaryKind("%PDF-1.7\n"), "PDF");
  EXPECT_EQ(BinaryKind("PK\x03\x04zip"), "ZIP archive");
  EXPECT_EQ(BinaryKind("\x1f\x8b\x08"sv), "gzip data");
  EXPECT_EQ(BinaryKind("\xff\xd8\xff\xe0"), "JPEG image");
  EXPECT_EQ(BinaryKind("\x7f" "ELF\2\1\1"sv), "ELF program");
  EXPECT_EQ(BinaryKind("\1\2\3\4\5\0\0\0\1"sv), "binary data");
  EXPECT_EQ(DetectEncoding("\1\2\3\4\5\0\0\0\1"sv), Encoding::kBinary);
  EXPECT_EQ(BinaryKind("ID3 is the name of a party"), "");
  EXPECT_EQ(BinaryKind("RIFF and RAFF met in Rome"), "");
  EXPECT_EQ(BinaryKind("A long enough line of text in which only one stray control byte stands, here: \x01, and then it goes on as text does."), "");
}

TEST(Charset, DecodesToUtf8WithAMap) {
  Text text = DecodeAll("\xef\xbb\xbfRaqqa fell");
  EXPECT_EQ(text.utf8, "Raqqa fell");
  ASSERT_EQ(text.map.runs().size(), 1u);
  EXPECT_EQ(text.map.ToOriginal({0, 5}), (Span{3, 8}));

  text = DecodeAll("\x93No,\x94 he said in Mosul\x85");
  EXPECT_EQ(text.utf8, "“No,” he said in Mosul…");
  EXPECT_EQ(text.map.ToOriginal({3, 6}), (Span{1, 4}));
  EXPECT_EQ(text.map.ToOriginal({0, 3}), (Span{0, 1}));

  text = DecodeAll("\xff\xfe" + ToUtf16("Idlib — 😀 end", false));
  EXPECT_EQ(text.utf8, "Idlib — 😀 end");
  EXPECT_EQ(text.map.ToOriginal({0, 5}), (Span{2, 12}));
  text = DecodeAll("\xfe\xff" + ToUtf16("Idlib — 😀 end", true));
  EXPECT_EQ(text.utf8, "Idlib — 😀 end");

  EXPECT_EQ(DecodeAll("café, — été and one stray \x92s byte").utf8, "café, — été and one stray ’s byte");
  EXPECT_EQ(DecodeAll("\xff\xfe\x00\xd8" "A\0"sv).utf8, "\xEF\xBF\xBD" "A");
}

TEST(Charset, DecodesAPartWithOffsetsOfTheWhole) {
  std::string utf8;
  OffsetMap map;
  Decode("one ", Encoding::kUtf8, utf8, map, 10);
  Decode("tw\x94", Encoding::kWindows1252, utf8, map, 20);
  EXPECT_EQ(utf8, "one tw”");
  EXPECT_EQ(map.ToOriginal({4, 6}), (Span{20, 22}));
  EXPECT_EQ(map.ToOriginal({6, 9}), (Span{22, 23}));
}

TEST(CharsetProperty, AnyBytesGiveValidUtf8AndACompleteMap) {
  std::mt19937 random(7);
  const std::string seed = "Thousands fled — “at night” — to Deir ez-Zōr, the agency said. 5,000 €.\n";
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = round % 4 == 0 ? ToUtf16(seed, round % 8 == 0) : seed;
    if (round % 4 == 3) bytes.clear();
    for (auto edits = random() % 12; edits-- > 0;) {
      const size_t at = bytes.empty() ? 0 : random() % bytes.size();
      if (random() % 2 == 0 || bytes.empty()) bytes.insert(at, 1, static_cast<char>(random()));
      else bytes[at] = static_cast<char>(random());
    }
    for (const Encoding encoding : {DetectEncoding(bytes), Encoding::kUtf8, Encoding::kUtf16Le, Encoding::kUtf16Be, Encoding::kWindows1252}) {
      std::string utf8;
      OffsetMap map;
      Decode(bytes, encoding, utf8, map);
      ASSERT_TRUE(utf8::IsValid(utf8));
      ASSERT_EQ(map.clean_size(), utf8.size());
      uint32_t last = 0;
      for (const OffsetMap::Run& run : map.runs()) {
        ASSERT_GE(run.original, last);
        last = run.original + run.original_size;
        ASSERT_LE(last, bytes.size());
        ASSERT_TRUE(!run.copied || utf8.substr(run.clean, run.clean_size) == bytes.substr(run.original, run.original_size));
      }
    }
  }
}

}  // namespace
}  // namespace dateline
