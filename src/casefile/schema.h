// The tables of a case file: SQL text, the map layers, and a line of explanation for every column. docs/case-file.md says the same at length.
//
// A case file is a GeoPackage 1.3 (OGC 12-128r17): QGIS and GDAL open it as it is. Facts stand in STRICT tables; the map layers are made from them (the standard's
// geometry types do not go with STRICT).
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dateline {

inline constexpr int kSchemaVersion = 2;             ///< of our own tables: dl_meta.schema_version
inline constexpr int kApplicationId = 0x47504B47;    ///< "GPKG"
inline constexpr int kGeoPackageVersion = 10300;     ///< 1.3: PRAGMA user_version, not free for our own version
inline constexpr std::string_view kNoTime = "1970-01-01T00:00:00.000Z";  ///< stands where the standard wants a time and none was given

/// A table that GIS programs list. The title stands in gpkg_contents.identifier.
struct ListedTable {
  const char* name;
  const char* geometry;  ///< POINT, LINESTRING; null: a table without geometry
  const char* title;
  const char* description;
};
std::span<const ListedTable> ListedTables();

/// What one column of a listed table says (gpkg_data_columns.description).
struct ColumnNote {
  const char* table;  ///< "*": every layer of records; "+": every layer of findings
  const char* column;
  const char* note;
};
std::span<const ColumnNote> ColumnNotes();

/// Creates all tables of an empty database, the standard's and ours, but no rows.
std::string_view TablesSql();

/// Rows that every case file begins with: reference systems, contents, geometry columns, column notes, dl_meta.
std::string FirstRowsSql();

/// Makes a case file of schema 1 one of schema 2: adds the tables of findings, sources and decisions. Inside a transaction.
std::string UpgradeSql();

/// Spatial index of a layer: the R-tree table, and what registers it with the triggers of the standard (annex F.3). Made at Seal, dropped before the next write.
std::string RtreeName(std::string_view layer);
std::string CreateRtreeSql(std::string_view layer);
std::string RtreeTriggersSql(std::string_view layer);
std::string DropRtreeSql(std::string_view layer);

}  // namespace dateline
