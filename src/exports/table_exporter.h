// What the formats that are tables share: rows made from a source go to a sink.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/record_view.h"
#include "exports/exporter.h"
#include "exports/tabular.h"

namespace dateline {

template <class Source>
class TableWriter {
 public:
  TableWriter(std::vector<Column<Source>> columns, std::unique_ptr<TableSink> sink) : rows_(std::move(columns)), sink_(std::move(sink)) {}
  void Begin(std::string& out) { sink_->Begin(rows_.Heads(), out); }
  void Add(const Source& source, std::string& out) { sink_->Row(rows_.Fill(source), out); }
  void End(std::string& out) { sink_->End(out); }

 private:
  Rows<Source> rows_;
  std::unique_ptr<TableSink> sink_;
};

/// An exporter whose rows are all made from one kind of source. Derived classes say which records or findings make rows.
template <class Source>
class TableExporter : public Exporter {
 public:
  TableExporter(std::vector<Column<Source>> columns, std::unique_ptr<TableSink> sink) : table_(std::move(columns), std::move(sink)) {}
  void Begin(std::string& out) override { table_.Begin(out); }
  void End(std::string& out) override { table_.End(out); }

 protected:
  void Add(const Source& source, std::string& out) { table_.Add(source, out); }
  RecordParser parser_;

 private:
  TableWriter<Source> table_;
};

}  // namespace dateline
