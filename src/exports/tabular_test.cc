#include "exports/tabular.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "exports/flat_tables.h"

namespace dateline {
namespace {

const std::vector<ColumnHead> kHeads = {
    {"text", CellType::kText, "#x_text"}, {"number", CellType::kNumber, {}}, {"whole", CellType::kWhole, "#x_whole"}, {"day", CellType::kDay, "#date"}};

std::vector<Cell> RowOf(std::string_view text, double number, int64_t whole, std::string_view day) {
  std::vector<Cell> cells(4);
  cells[0].Text(text);
  cells[1].Number(number);
  cells[2].Whole(whole);
  cells[3].Text(day);
  return cells;
}

std::string Write(TableSink& sink, const std::vector<std::vector<Cell>>& rows) {
  std::string out;
  sink.Begin(kHeads, out);
  for (const auto& row : rows) sink.Row(row, out);
  sink.End(out);
  return out;
}

TEST(Cell, TakesNoEmptyOrEndlessValue) {
  Cell cell;
  cell.Text("");
  EXPECT_FALSE(cell.given());
  cell.Number(std::nan(""));
  EXPECT_FALSE(cell.given());
  cell.Number(INFINITY);
  EXPECT_FALSE(cell.given());
  cell.Whole(0);
  EXPECT_TRUE(cell.given());
  cell.Text(
      "a\xFF"
      "b");
  EXPECT_EQ(cell.text(),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(IsFormula, KnowsHowSpreadsheetsBegin) {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx",
                           "\xEF\xBC\x9D"
                           "1"})
    EXPECT_TRUE(IsFormula(text)) << text;
  for (const char* text : {"", "a=1", " =1", "'=1", "36",
                           "\xE2\x80\x93"
                           "1"})
    EXPECT_FALSE(IsFormula(text)) << text;
}

TEST(TextTable, QuotesWhatPartsCells) {
  const auto sink = MakeTextSink({});
  EXPECT_EQ(Write(*sink, {RowOf("a,\"b\"\nc", 1.5, -3, "2018-01-15"), RowOf("", std::nan(""), 0, "")}),
            "text,number,whole,day\r\n\"a,\"\"b\"\"\nc\",1.5,-3,2018-01-15\r\n,,0,\r\n");
}

TEST(TextTable, HasNoTabsWithinCells) {
  const auto sink = MakeTextSink({'\t', false, false});
  EXPECT_EQ(Write(*sink, {RowOf("a\tb\r\nc, d", 2, 1, ""), RowOf("say \"x\"", 2, 1, "")}),
            "text\tnumber\twhole\tday\na b  c, d\t2\t1\t\n\"say \"\"x\"\"\"\t2\t1\t\n");
}

TEST(TextTable, SafeTextsAreNoFormulasAndNumbersStayNumbers) {
  const auto sink = MakeTextSink({',', true, false});
  EXPECT_EQ(Write(*sink, {RowOf("=HYPERLINK(\"x\")", -36.5, -2, "2018-01-15"), RowOf("plain;=1", 1, 1, "")}),
            "text,number,whole,day\r\n\"'=HYPERLINK(\"\"x\"\")\",-36.5,-2,2018-01-15\r\n\"plain;=1\",1,1,\r\n");
}

TEST(TextTable, TagsLeaveOutColumnsWithoutOne) {
  const auto sink = MakeTextSink({',', false, true});
  EXPECT_EQ(Write(*sink, {RowOf("a", 7, 1, "")}), "text,whole,day\r\n#x_text,#x_whole,#date\r\na,1,\r\n");
}

uint64_t Read(std::string_view bytes, size_t at, size_t size) {
  uint64_t out = 0;
  std::memcpy(&out, bytes.data() + at, size);
  return out;
}

/// Where the field of a table lies; 0: not set. By the layout that the format's own description gives.
size_t FieldAt(std::string_view bytes, size_t table, size_t field) {
  const size_t vtable = table - static_cast<size_t>(static_cast<int32_t>(Read(bytes, table, 4)));
  if (4 + 2 * field + 2 > Read(bytes, vtable, 2)) return 0;
  const size_t offset = Read(bytes, vtable + 4 + 2 * field, 2);
  return offset == 0 ? 0 : table + offset;
}

TEST(FlatTable, LaysFieldsOutAsTheFormatSays) {
  flat::Table child;
  child.Int(1, 77);
  flat::Table table;
  table.Byte(0, 9);
  table.Long(2, -5);
  table.Text(3, "name");
  table.Child(4, std::move(child));
  flat::Structs structs;
  flat::Append(11, 8, structs.bytes);
  flat::Append(12, 8, structs.bytes);
  structs.count = 2;
  table.Vector(5, structs);
  const std::string bytes = table.Finish();
  EXPECT_EQ(bytes.size() % 8, 0U);
  const size_t root = Read(bytes, 0, 4);
  EXPECT_EQ(Read(bytes, FieldAt(bytes, root, 0), 1), 9U);
  EXPECT_EQ(FieldAt(bytes, root, 1), 0U);
  EXPECT_EQ(FieldAt(bytes, root, 2) % 8, 0U);
  EXPECT_EQ(static_cast<int64_t>(Read(bytes, FieldAt(bytes, root, 2), 8)), -5);
  const size_t text = FieldAt(bytes, root, 3) + Read(bytes, FieldAt(bytes, root, 3), 4);
  EXPECT_EQ(std::string_view(bytes).substr(text + 4, Read(bytes, text, 4) + 1), std::string_view("name\0", 5));
  const size_t inner = FieldAt(bytes, root, 4) + Read(bytes, FieldAt(bytes, root, 4), 4);
  EXPECT_EQ(Read(bytes, FieldAt(bytes, inner, 1), 4), 77U);
  const size_t list = FieldAt(bytes, root, 5) + Read(bytes, FieldAt(bytes, root, 5), 4);
  EXPECT_EQ(Read(bytes, list, 4), 2U);
  EXPECT_EQ((list + 4) % 8, 0U);
  EXPECT_EQ(Read(bytes, list + 12, 8), 12U);
}

TEST(ArrowFile, FooterLeadsToEveryBatch) {
  const auto sink = MakeArrowSink();
  std::vector<std::vector<Cell>> rows;
  for (int i = 0; i < 70000; ++i) rows.push_back(RowOf(i % 3 == 0 ? "" : "text", i, i, "2018-01-15"));
  const std::string file = Write(*sink, rows);
  ASSERT_TRUE(file.starts_with(std::string_view("ARROW1\0\0", 8)));
  ASSERT_TRUE(file.ends_with("ARROW1"));
  const size_t size = Read(file, file.size() - 10, 4);
  const std::string_view footer = std::string_view(file).substr(file.size() - 10 - size, size);
  const size_t field = FieldAt(footer, Read(footer, 0, 4), 3);
  const size_t blocks = field + Read(footer, field, 4);
  ASSERT_EQ(Read(footer, blocks, 4), 2U);
  for (size_t i = 0; i < 2; ++i) {
    const size_t at = Read(footer, blocks + 4 + 24 * i, 8), head = Read(footer, blocks + 12 + 24 * i, 4), body = Read(footer, blocks + 20 + 24 * i, 8);
    EXPECT_EQ(at % 8, 0U);
    EXPECT_EQ(Read(file, at, 4), 0xFFFFFFFFU);
    EXPECT_EQ(Read(file, at + 4, 4) + 8, head);
    EXPECT_EQ(body % 64, 0U);
    EXPECT_LE(at + head + body, file.size() - size);
  }
}

}  // namespace
}  // namespace dateline
