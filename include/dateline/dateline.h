// Dateline's data model in one include: what a report becomes on its way.
//
//   Report     bytes as a reader found them, cut into parts by role (report.h)
//   Document   one report on its way: clean text, offset map, and one table a stage (document.h)
//   mentions   PlaceMention, TimeMention, QuantityMention, PartyMention, AttributionMention: spans that carry a meaning (mention.h)
//   Record     what one sentence claims: event, movement, stock, control, statement (record.h)
//   Result<T>  a value, or where and what went wrong and what was expected (result.h)
//
// A row points at rows by id and at text by Span, in bytes of Document::clean; OffsetMap leads back to the bytes of the original:
//
//   for (const Record& record : document.records) {
//     std::string_view quote = document.text(record.quote);
//     Span source = document.offsets.ToOriginal(record.quote);
//   }
//
// Documents are made by the Analyzer of src/engine; `dateline read` is the same from the command line.
#pragma once

#include "dateline/document.h"
#include "dateline/mention.h"
#include "dateline/offset_map.h"
#include "dateline/record.h"
#include "dateline/report.h"
#include "dateline/result.h"
#include "dateline/span.h"
