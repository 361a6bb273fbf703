#include "exports/flat_tables.h"

#include <algorithm>

namespace dateline::flat {
namespace {

void Put(uint64_t value, size_t size, size_t at, std::string& out) {
  for (size_t i = 0; i < size; ++i) out[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
}

/// Writes at `at` how far ahead `target` lies.
void PutOffset(size_t at, size_t target, std::string& out) { Put(target - at, 4, at, out); }

}  // namespace

void Append(uint64_t value, size_t size, std::string& out) {
  out.append(size, '\0');
  Put(value, size, out.size() - size, out);
}

void Pad(size_t alignment, std::string& out) { out.append((alignment - out.size() % alignment) % alignment, '\0'); }

Table::Field& Table::Add(uint32_t number, What what) {
  Field& field = fields_.emplace_back();
  field.number = number;
  field.what = what;
  return field;
}

void Table::Scalar(uint32_t number, uint64_t value, uint32_t size) {
  Field& field = Add(number, What::kScalar);
  field.scalar = value;
  field.size = size;
}

void Table::Vector(uint32_t number, const Structs& structs) {
  Field& field = Add(number, What::kStructs);
  field.bytes = structs.bytes;
  field.count = structs.count;
  field.alignment = structs.alignment;
}

size_t Table::WriteTarget(const Field& field, std::string& out) {
  if (field.what == What::kTable) return field.tables.front().Write(out);
  // A count lies right before the elements, which are aligned.
  while ((out.size() + 4) % field.alignment != 0) out.push_back('\0');
  const size_t at = out.size();
  if (field.what == What::kText) {
    Append(field.bytes.size(), 4, out);
    out.append(field.bytes).push_back('\0');
  } else if (field.what == What::kStructs) {
    Append(field.count, 4, out);
    out += field.bytes;
  } else {
    Append(field.tables.size(), 4, out);
    out.append(field.tables.size() * 4, '\0');
    for (size_t i = 0; i < field.tables.size(); ++i) {
      const size_t child = field.tables[i].Write(out);
      PutOffset(at + 4 + 4 * i, child, out);
    }
  }
  return at;
}

size_t Table::Write(std::string& out) const {
  // Fields by falling size behind the offset of the vtable; the table begins where its 8-byte fields are aligned.
  std::vector<const Field*> order;
  uint32_t slots = 0;
  for (const Field& field : fields_) {
    order.push_back(&field);
    slots = std::max(slots, field.number + 1);
  }
  std::stable_sort(order.begin(), order.end(), [](const Field* a, const Field* b) { return a->size > b->size; });
  const size_t vtable_size = 4 + 2 * size_t{slots};
  while ((out.size() + vtable_size) % 8 != 4) out.push_back('\0');
  const size_t vtable = out.size();
  out.append(vtable_size, '\0');
  const size_t table = out.size();
  Append(table - vtable, 4, out);
  std::vector<size_t> places;
  for (const Field* field : order) {
    places.push_back(out.size());
    Put(out.size() - table, 2, vtable + 4 + 2 * size_t{field->number}, out);
    Append(field->scalar, field->size, out);
  }
  Put(vtable_size, 2, vtable, out);
  Put(out.size() - table, 2, vtable + 2, out);
  for (size_t i = 0; i < order.size(); ++i) {
    if (order[i]->what != What::kScalar) PutOffset(places[i], WriteTarget(*order[i], out), out);
  }
  return table;
}

std::string Table::Finish() const {
  std::string out(4, '\0');
  const size_t root = Write(out);
  PutOffset(0, root, out);
  Pad(8, out);
  return out;
}

}  // namespace dateline::flat
