// Generated from the function catalog by a test; do not edit. WEIR_UPDATE_DOCS=1 writes it anew.
using System.Diagnostics.CodeAnalysis;

namespace Weir.Relations;

/// <summary>The functions that Weir and its bundled plugins add to SQL, for expressions and relations.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Parameters have the names that the functions give them.")]
public static class BundledFunctions
{
    /// <summary>One of the values, always the same: the one with the smallest key, of equal keys the smallest value.</summary>
    /// <param name="value">What may be chosen; any scalar type.</param>
    /// <param name="orderKey">What it is chosen by; any scalar type.</param>
    public static SqlCall AnyValueDet(SqlExpression value, SqlExpression orderKey) =>
        Sql.CallWith("any_value_det", [value, orderKey]);

    /// <summary>The value with the largest key; of equal keys, the smallest value.</summary>
    /// <param name="value">What may be chosen; any scalar type.</param>
    /// <param name="key">What it is chosen by; any scalar type.</param>
    public static SqlCall ArgMax(SqlExpression value, SqlExpression key) =>
        Sql.CallWith("arg_max", [value, key]);

    /// <summary>The value with the smallest key; of equal keys, the smallest value.</summary>
    /// <param name="value">What may be chosen; any scalar type.</param>
    /// <param name="key">What it is chosen by; any scalar type.</param>
    public static SqlCall ArgMin(SqlExpression value, SqlExpression key) =>
        Sql.CallWith("arg_min", [value, key]);

    /// <summary>The metadata of an expression: a map of texts with sorted keys, or with a key the value of that key, NULL when it is not there.</summary>
    /// <param name="value">An expression; it is not computed.</param>
    /// <param name="key">A key, a literal; NULL for all metadata. Without it: NULL.</param>
    public static SqlCall ArrowMetadata(SqlExpression value, SqlExpression? key = null) =>
        Sql.CallWith("arrow_metadata", [value], ("key", key));

    /// <summary>The latest value: the one with the largest key, of equal keys the smallest value.</summary>
    /// <param name="value">What may be chosen; any scalar type.</param>
    /// <param name="orderKey">What it is chosen by; any scalar type.</param>
    public static SqlCall AsofSelect(SqlExpression value, SqlExpression orderKey) =>
        Sql.CallWith("asof_select", [value, orderKey]);

    /// <summary>A text as it is, to try how functions of texts are called.</summary>
    /// <param name="value">The text.</param>
    public static SqlCall AsyncEcho(SqlExpression value) =>
        Sql.CallWith("async_echo", [value]);

    /// <summary>The bytes of a file between two positions, each a column of a line: where the line begins plus the column's offset in it.</summary>
    /// <param name="startLineStartByte">Where the first line begins in the file.</param>
    /// <param name="startLineText">The first line.</param>
    /// <param name="startCol">The column in it where the span begins.</param>
    /// <param name="endLineStartByte">Where the last line begins in the file.</param>
    /// <param name="endLineText">The last line.</param>
    /// <param name="endCol">The column in it where the span ends.</param>
    /// <param name="colUnit">What columns count, as for `col_to_byte`; NULL gives NULL.</param>
    public static SqlCall CanonicalizeByteSpan(SqlExpression startLineStartByte, SqlExpression startLineText, SqlExpression startCol, SqlExpression endLineStartByte, SqlExpression endLineText, SqlExpression endCol, SqlExpression colUnit) =>
        Sql.CallWith("canonicalize_byte_span", [startLineStartByte, startLineText, startCol, endLineStartByte, endLineText, endCol, colUnit]);

    /// <summary>Orders the changes of one row in one version: what is left of the row comes last.</summary>
    /// <param name="changeType">The kind of change, whatever its case.</param>
    public static SqlCall CdfChangeRank(SqlExpression changeType) =>
        Sql.CallWith("cdf_change_rank", [changeType]);

    /// <summary>Whether a change takes a row away.</summary>
    /// <param name="changeType">The kind of change, whatever its case.</param>
    public static SqlCall CdfIsDelete(SqlExpression changeType) =>
        Sql.CallWith("cdf_is_delete", [changeType]);

    /// <summary>Whether a change leaves a row behind: an insert, or the new state of an update.</summary>
    /// <param name="changeType">The kind of change, whatever its case.</param>
    public static SqlCall CdfIsUpsert(SqlExpression changeType) =>
        Sql.CallWith("cdf_is_upsert", [changeType]);

    /// <summary>The byte offset of a column in a line.</summary>
    /// <param name="lineText">The line.</param>
    /// <param name="col">The column, from 0.</param>
    /// <param name="colUnit">What it counts: bytes (`BYTE`), or code units of `UTF-8`, `UTF-16`, or code points (all else, and NULL).</param>
    public static SqlCall ColToByte(SqlExpression lineText, SqlExpression col, SqlExpression colUnit) =>
        Sql.CallWith("col_to_byte", [lineText, col, colUnit]);

    /// <summary>The different values as a list, in ascending order, numbers as numbers; NULL once, as the last.</summary>
    /// <param name="value">Any scalar type.</param>
    /// <param name="ignoreNulls">True leaves NULL out; otherwise it is a value like any other. Without it: false.</param>
    public static SqlCall CollectSet(SqlExpression value, SqlExpression? ignoreNulls = null) =>
        Sql.CallWith("collect_set", [value], ("ignore_nulls", ignoreNulls));

    /// <summary>How many different values there are; NULL counts as one.</summary>
    /// <param name="value">Any scalar type.</param>
    /// <param name="ignoreNulls">True leaves NULL out; otherwise it is a value like any other. Without it: false.</param>
    public static SqlCall CountDistinctAgg(SqlExpression value, SqlExpression? ignoreNulls = null) =>
        Sql.CallWith("count_distinct_agg", [value], ("ignore_nulls", ignoreNulls));

    /// <summary>In how many rows a condition holds.</summary>
    /// <param name="predicate">The condition.</param>
    public static SqlCall CountIf(SqlExpression predicate) =>
        Sql.CallWith("count_if", [predicate]);

    /// <summary>A score of a code property graph: the number itself, as DOUBLE.</summary>
    /// <param name="value">Any number.</param>
    public static SqlCall CpgScore(SqlExpression value) =>
        Sql.CallWith("cpg_score", [value]);

    /// <summary>The data files of a version of a Delta table, one a row: table_uri, version, path, size, modification_time, data_change, stats, partition_values_json, tags_json.</summary>
    /// <param name="path">The table's root folder; also named uri.</param>
    /// <param name="version">The version; NULL for the newest. Without it: NULL.</param>
    /// <param name="timestamp">Instead of a version: the newest one that was there at this moment. Text without a zone is UTC. Without it: NULL.</param>
    public static Relation DeltaAddActions(SqlExpression path, SqlExpression? version = null, SqlExpression? timestamp = null) =>
        Relation.Function(Sql.CallWith("delta_add_actions", [path], ("version", version), ("timestamp", timestamp)));

    /// <summary>The commits of a Delta table, newest first: table_uri, version, timestamp, operation, operation_parameters, operation_metrics (both JSON), user_metadata, engine_info, is_blind_append, read_version, isolation_level, txn_id.</summary>
    /// <param name="path">The table's root folder; also named uri.</param>
    /// <param name="limit">The number of commits; NULL for all. Without it: NULL.</param>
    /// <param name="version">The version; NULL for the newest. Without it: NULL.</param>
    /// <param name="timestamp">Instead of a version: the newest one that was there at this moment. Text without a zone is UTC. Without it: NULL.</param>
    public static Relation DeltaHistory(SqlExpression path, SqlExpression? limit = null, SqlExpression? version = null, SqlExpression? timestamp = null) =>
        Relation.Function(Sql.CallWith("delta_history", [path], ("limit", limit), ("version", version), ("timestamp", timestamp)));

    /// <summary>A version of a Delta table in one row: table_uri, version, snapshot_timestamp, min_reader_version, min_writer_version, reader_features_json, writer_features_json, table_properties_json, partition_columns_json, schema_json.</summary>
    /// <param name="path">The table's root folder; also named uri.</param>
    /// <param name="version">The version; NULL for the newest. Without it: NULL.</param>
    /// <param name="timestamp">Instead of a version: the newest one that was there at this moment. Text without a zone is UTC. Without it: NULL.</param>
    public static Relation DeltaSnapshot(SqlExpression path, SqlExpression? version = null, SqlExpression? timestamp = null) =>
        Relation.Function(Sql.CallWith("delta_snapshot", [path], ("version", version), ("timestamp", timestamp)));

    /// <summary>The value of the first row.</summary>
    /// <param name="value">Any scalar type.</param>
    /// <param name="ignoreNulls">True leaves NULL out; otherwise it is a value like any other. Without it: false.</param>
    public static SqlCall FirstValue(SqlExpression value, SqlExpression? ignoreNulls = null) =>
        Sql.CallWith("first_value", [value], ("ignore_nulls", ignoreNulls));

    /// <summary>Each row of one table with its best match in another, by spans.</summary>
    /// <param name="leftTable">The rows that stay.</param>
    /// <param name="rightTable">The rows among which matches are searched.</param>
    /// <param name="mode">CONTAINED_BEST: the shortest span around the left one; EXACT: the same span; OVERLAP_MAX, also OVERLAP_BEST: the one that has most in common with it. Without it: 'CONTAINED_BEST'.</param>
    /// <param name="how">'left' keeps rows without a match. Without it: 'inner'.</param>
    /// <param name="leftPath">The column of the left table with what the spans lie in. Without it: 'path'.</param>
    /// <param name="leftStart">Its column of starts. Without it: 'bstart'.</param>
    /// <param name="leftEnd">Its column of ends. Without it: 'bend'.</param>
    /// <param name="selectLeft">The columns of the left table that the result has; NULL for all. Without it: NULL.</param>
    /// <param name="rightPath">The column of the right table with what the spans lie in. Without it: 'path'.</param>
    /// <param name="rightStart">Its column of starts. Without it: 'bstart'.</param>
    /// <param name="rightEnd">Its column of ends. Without it: 'bend'.</param>
    /// <param name="selectRight">The columns of the right table that the result has; NULL for all. Without it: NULL.</param>
    /// <param name="tieBreakers">What decides between equally good matches: 'column', 'column DESC' or {'column': ..., 'order': ...}. Without it: [].</param>
    /// <param name="emitMatchMeta">Whether the result says how rows match. Without it: true.</param>
    /// <param name="matchKindCol">The name of the column with the mode, NO_MATCH for none. Without it: 'match_kind'.</param>
    /// <param name="matchScoreCol">The name of the column with the length that both spans have in common. Without it: 'match_score'.</param>
    /// <param name="rightSuffix">What is put behind the name of a right column that the left table has too. Without it: '__r'.</param>
    public static Relation IntervalAlign(SqlExpression leftTable, SqlExpression rightTable, SqlExpression? mode = null, SqlExpression? how = null, SqlExpression? leftPath = null, SqlExpression? leftStart = null, SqlExpression? leftEnd = null, SqlExpression? selectLeft = null, SqlExpression? rightPath = null, SqlExpression? rightStart = null, SqlExpression? rightEnd = null, SqlExpression? selectRight = null, SqlExpression? tieBreakers = null, SqlExpression? emitMatchMeta = null, SqlExpression? matchKindCol = null, SqlExpression? matchScoreCol = null, SqlExpression? rightSuffix = null) =>
        Relation.Function(Sql.CallWith("interval_align", [leftTable, rightTable], ("mode", mode), ("how", how), ("left_path", leftPath), ("left_start", leftStart), ("left_end", leftEnd), ("select_left", selectLeft), ("right_path", rightPath), ("right_start", rightStart), ("right_end", rightEnd), ("select_right", selectRight), ("tie_breakers", tieBreakers), ("emit_match_meta", emitMatchMeta), ("match_kind_col", matchKindCol), ("match_score_col", matchScoreCol), ("right_suffix", rightSuffix)));

    /// <summary>A score for candidates that a span is matched with: the shorter the candidate, the higher.</summary>
    /// <param name="leftStart">Where the span begins; not used.</param>
    /// <param name="leftEnd">Where it ends; not used.</param>
    /// <param name="rightStart">Where the candidate begins.</param>
    /// <param name="rightEnd">Where the candidate ends.</param>
    public static SqlCall IntervalAlignScore(SqlExpression leftStart, SqlExpression leftEnd, SqlExpression rightStart, SqlExpression rightEnd) =>
        Sql.CallWith("interval_align_score", [leftStart, leftEnd, rightStart, rightEnd]);

    /// <summary>The value of a row before, in the order of the window.</summary>
    /// <param name="value">Any type.</param>
    /// <param name="offset">How many rows before. Without it: 1.</param>
    /// <param name="defaultValue">The result where there is no such row. Without it: NULL.</param>
    public static SqlCall Lag(SqlExpression value, SqlExpression? offset = null, SqlExpression? defaultValue = null) =>
        Sql.CallWith("lag", [value], ("offset", offset), ("default_value", defaultValue));

    /// <summary>The value of the last row.</summary>
    /// <param name="value">Any scalar type.</param>
    /// <param name="ignoreNulls">True leaves NULL out; otherwise it is a value like any other. Without it: false.</param>
    public static SqlCall LastValue(SqlExpression value, SqlExpression? ignoreNulls = null) =>
        Sql.CallWith("last_value", [value], ("ignore_nulls", ignoreNulls));

    /// <summary>The value of a row behind, in the order of the window.</summary>
    /// <param name="value">Any type.</param>
    /// <param name="offset">How many rows behind. Without it: 1.</param>
    /// <param name="defaultValue">The result where there is no such row. Without it: NULL.</param>
    public static SqlCall Lead(SqlExpression value, SqlExpression? offset = null, SqlExpression? defaultValue = null) =>
        Sql.CallWith("lead", [value], ("offset", offset), ("default_value", defaultValue));

    /// <summary>A list without its NULL items; the type of its items stays.</summary>
    /// <param name="list">A list of any type.</param>
    public static SqlCall ListCompact(SqlExpression list) =>
        Sql.CallWith("list_compact", [list]);

    /// <summary>What the runtime keeps of versions of Delta tables with the lists of their files, in one row.</summary>
    public static Relation ListFilesCache() =>
        Relation.Function(Sql.CallWith("list_files_cache", []));

    /// <summary>The different values as a list, in ascending order, numbers as numbers; NULL once, as the last.</summary>
    /// <param name="value">Any scalar type.</param>
    /// <param name="ignoreNulls">True leaves NULL out; otherwise it is a value like any other. Without it: false.</param>
    public static SqlCall ListUnique(SqlExpression value, SqlExpression? ignoreNulls = null) =>
        Sql.CallWith("list_unique", [value], ("ignore_nulls", ignoreNulls));

    /// <summary>The different items of a list without NULL, in ascending order: numbers as numbers, texts by their bytes.</summary>
    /// <param name="list">A list of any type.</param>
    public static SqlCall ListUniqueSorted(SqlExpression list) =>
        Sql.CallWith("list_unique_sorted", [list]);

    /// <summary>The value of a key in a map as a text; the default when the map is NULL, or the key is not there or has no value.</summary>
    /// <param name="map">A map of any types.</param>
    /// <param name="key">The key, a literal; compared with the text of each key.</param>
    /// <param name="defaultValue">What is given where there is no value; may be NULL.</param>
    public static SqlCall MapGetDefault(SqlExpression map, SqlExpression key, SqlExpression defaultValue) =>
        Sql.CallWith("map_get_default", [map, key, defaultValue]);

    /// <summary>A map in its normal form: keys and values as texts, keys in one case, sorted by their bytes.</summary>
    /// <param name="map">A map of any types.</param>
    /// <param name="keyCase">`lower`, `upper` or `none`; NULL is lower. Without it: 'lower'.</param>
    /// <param name="sortKeys">Whether keys are sorted; NULL is true. Without it: true.</param>
    public static SqlCall MapNormalize(SqlExpression map, SqlExpression? keyCase = null, SqlExpression? sortKeys = null) =>
        Sql.CallWith("map_normalize", [map], ("key_case", keyCase), ("sort_keys", sortKeys));

    /// <summary>What the runtime keeps of scans of versions, with what they had to know of data files' footers, in one row.</summary>
    public static Relation MetadataCache() =>
        Relation.Function(Sql.CallWith("metadata_cache", []));

    /// <summary>The code of an encoding of positions: 1 for UTF-8, 2 for UTF-16, 3 for code points and all else.</summary>
    /// <param name="value">Its name in any usual spelling, or its code.</param>
    public static SqlCall PositionEncodingNorm(SqlExpression value) =>
        Sql.CallWith("position_encoding_norm", [value]);

    /// <summary>What the runtime keeps of answers to which files of a version conditions leave, in one row.</summary>
    public static Relation PredicateCache() =>
        Relation.Function(Sql.CallWith("predicate_cache", []));

    /// <summary>An id: the prefix, a colon, and the 63-bit hash of the value in decimal digits.</summary>
    /// <param name="prefix">What kind of thing it is, for example `edge`.</param>
    /// <param name="value">What is hashed.</param>
    public static SqlCall PrefixedHash64(SqlExpression prefix, SqlExpression value) =>
        Sql.CallWith("prefixed_hash64", [prefix, value]);

    /// <summary>As `stable_id_parts`, with a 63-bit hash in decimal digits.</summary>
    /// <param name="prefix">What kind of thing it is; NULL gives NULL.</param>
    /// <param name="part">The first part.</param>
    /// <param name="more">Further parts.</param>
    public static SqlCall PrefixedHashParts64(SqlExpression prefix, SqlExpression part, SqlExpression[] more) =>
        Sql.CallWith("prefixed_hash_parts64", [prefix, part, .. more]);

    /// <summary>A qualified name in its normal form: the symbol itself when it is qualified already or no module is given, else module and symbol with a dot between.</summary>
    /// <param name="symbol">The symbol's name.</param>
    /// <param name="module">The module, namespace or package that it belongs to; may be NULL. Without it: NULL.</param>
    /// <param name="lang">The programming language, which decides whether case counts and what stands between parts: csharp, java, kotlin, python, javascript, typescript, go, rust, cpp, ruby, php, sql or visualbasic. NULL: all in lower case, parts between dots. Without it: NULL.</param>
    public static SqlCall QnameNormalize(SqlExpression symbol, SqlExpression? module = null, SqlExpression? lang = null) =>
        Sql.CallWith("qname_normalize", [symbol], ("module", module), ("lang", lang));

    /// <summary>The rows of a Delta table, at its newest version or at an older one.</summary>
    /// <param name="path">The table's root folder; also named uri.</param>
    /// <param name="version">The version; NULL for the newest. Without it: NULL.</param>
    /// <param name="timestamp">Instead of a version: the newest one that was there at this moment. Text without a zone is UTC. Without it: NULL.</param>
    /// <param name="options">Scan options as a JSON object with the member scan_config_version, 1. Without it: NULL.</param>
    public static Relation ReadDelta(SqlExpression path, SqlExpression? version = null, SqlExpression? timestamp = null, SqlExpression? options = null) =>
        Relation.Function(Sql.CallWith("read_delta", [path], ("version", version), ("timestamp", timestamp), ("options", options)));

    /// <summary>The row changes of some versions of a Delta table: its columns, and _change_type, _commit_version and _commit_timestamp.</summary>
    /// <param name="path">The table's root folder; also named uri.</param>
    /// <param name="startVersion">The first version; NULL for version 0 or start_timestamp. Without it: NULL.</param>
    /// <param name="endVersion">The last version, included; NULL for the newest or end_timestamp. Without it: NULL.</param>
    /// <param name="startTimestamp">Begins with the first version of this moment or later; also named start_ts. Without it: NULL.</param>
    /// <param name="endTimestamp">Ends with the last version up to this moment; also named end_ts. Without it: NULL.</param>
    /// <param name="allowOutOfRange">Whether a range may lie after the newest version. Without it: false.</param>
    public static Relation ReadDeltaCdf(SqlExpression path, SqlExpression? startVersion = null, SqlExpression? endVersion = null, SqlExpression? startTimestamp = null, SqlExpression? endTimestamp = null, SqlExpression? allowOutOfRange = null) =>
        Relation.Function(Sql.CallWith("read_delta_cdf", [path], ("start_version", startVersion), ("end_version", endVersion), ("start_timestamp", startTimestamp), ("end_timestamp", endTimestamp), ("allow_out_of_range", allowOutOfRange)));

    /// <summary>The place of the row in its partition, from 1, in the order of the window.</summary>
    public static SqlCall RowNumber() =>
        Sql.CallWith("row_number", []);

    /// <summary>A value as it is; its metadata says what it means.</summary>
    /// <param name="semanticType">What the value means, a literal that is not blank, for example `node_id`.</param>
    /// <param name="value">Any value.</param>
    public static SqlCall SemanticTag(SqlExpression semanticType, SqlExpression value) =>
        Sql.CallWith("semantic_tag", [semanticType, value]);

    /// <summary>Whether one span holds all of another; NULL when a bound is.</summary>
    /// <param name="a">The outer span.</param>
    /// <param name="b">The inner span.</param>
    public static SqlCall SpanContains(SqlExpression a, SqlExpression b) =>
        Sql.CallWith("span_contains", [a, b]);

    /// <summary>The id of a span of a file: its path, its bounds and, where given, its kind.</summary>
    /// <param name="prefix">What kind of thing it is; NULL gives NULL.</param>
    /// <param name="path">The file.</param>
    /// <param name="bstart">Where the span begins.</param>
    /// <param name="bend">Where it ends.</param>
    /// <param name="kind">At most one more part: what stands in the span.</param>
    public static SqlCall SpanId(SqlExpression prefix, SqlExpression path, SqlExpression bstart, SqlExpression bend, SqlExpression[] kind) =>
        Sql.CallWith("span_id", [prefix, path, bstart, bend, .. kind]);

    /// <summary>How long a span is; NULL when a bound is.</summary>
    /// <param name="span">A span, as `span_make` makes it.</param>
    public static SqlCall SpanLen(SqlExpression span) =>
        Sql.CallWith("span_len", [span]);

    /// <summary>A span of a text as a struct.</summary>
    /// <param name="bstart">Where the span begins.</param>
    /// <param name="bend">Where it ends; that it ends before it begins is not checked.</param>
    /// <param name="lineBase">The number of the first line, 0 or 1; NULL says that lines are not known. Without it: 0.</param>
    /// <param name="colUnit">What bounds and columns count; NULL is `byte`. Without it: 'byte'.</param>
    /// <param name="endExclusive">Whether the end does not belong to the span; NULL is true. Without it: true.</param>
    public static SqlCall SpanMake(SqlExpression bstart, SqlExpression bend, SqlExpression? lineBase = null, SqlExpression? colUnit = null, SqlExpression? endExclusive = null) =>
        Sql.CallWith("span_make", [bstart, bend], ("line_base", lineBase), ("col_unit", colUnit), ("end_exclusive", endExclusive));

    /// <summary>Whether two spans have a place in common; NULL when a bound is.</summary>
    /// <param name="a">A span.</param>
    /// <param name="b">Another one.</param>
    public static SqlCall SpanOverlaps(SqlExpression a, SqlExpression b) =>
        Sql.CallWith("span_overlaps", [a, b]);

    /// <summary>A 128-bit hash of a text: a 16-byte BLAKE2b digest as 32 lower-case hexadecimal digits.</summary>
    /// <param name="value">The text; its UTF-8 bytes are hashed.</param>
    public static SqlCall StableHash128(SqlExpression value) =>
        Sql.CallWith("stable_hash128", [value]);

    /// <summary>A 128-bit hash of values of any types, as 32 lower-case hexadecimal digits.</summary>
    /// <param name="value">The first value.</param>
    /// <param name="more">Further values.</param>
    public static SqlCall StableHash128V2(SqlExpression value, SqlExpression[] more) =>
        Sql.CallWith("stable_hash128_v2", [value, .. more]);

    /// <summary>A 63-bit hash of a text: an 8-byte BLAKE2b digest, big-endian, without its top bit.</summary>
    /// <param name="value">The text; its UTF-8 bytes are hashed.</param>
    public static SqlCall StableHash64(SqlExpression value) =>
        Sql.CallWith("stable_hash64", [value]);

    /// <summary>A 63-bit hash of values of any types; NULL, the text '' and the number 0 are three different values.</summary>
    /// <param name="value">The first value.</param>
    /// <param name="more">Further values.</param>
    public static SqlCall StableHash64V2(SqlExpression value, SqlExpression[] more) =>
        Sql.CallWith("stable_hash64_v2", [value, .. more]);

    /// <summary>A 128-bit hash of the text of a value of any type.</summary>
    /// <param name="value">The value; docs/hashing.md says what its text is.</param>
    /// <param name="canonical">Whether the text is trimmed and brought into the normal form NFKC before. Without it: true.</param>
    /// <param name="nullSentinel">The text that NULL counts as. Without it: '__NULL__'.</param>
    public static SqlCall StableHashAny(SqlExpression value, SqlExpression? canonical = null, SqlExpression? nullSentinel = null) =>
        Sql.CallWith("stable_hash_any", [value], ("canonical", canonical), ("null_sentinel", nullSentinel));

    /// <summary>An id: the prefix, a colon, and the 128-bit hash of the value in hexadecimal digits.</summary>
    /// <param name="prefix">What kind of thing it is, for example `node`.</param>
    /// <param name="value">What is hashed.</param>
    public static SqlCall StableId(SqlExpression prefix, SqlExpression value) =>
        Sql.CallWith("stable_id", [prefix, value]);

    /// <summary>An id of 1 to 64 parts of any types, in order.</summary>
    /// <param name="prefix">What kind of thing it is; NULL gives NULL.</param>
    /// <param name="part">The first part.</param>
    /// <param name="more">Further parts.</param>
    public static SqlCall StableIdParts(SqlExpression prefix, SqlExpression part, SqlExpression[] more) =>
        Sql.CallWith("stable_id_parts", [prefix, part, .. more]);

    /// <summary>An id: the prefix, a colon, and the 128-bit hash of version 2 of the values.</summary>
    /// <param name="prefix">What kind of thing it is; not hashed. NULL gives NULL.</param>
    /// <param name="value">The first value.</param>
    /// <param name="more">Further values.</param>
    public static SqlCall StableIdV2(SqlExpression prefix, SqlExpression value, SqlExpression[] more) =>
        Sql.CallWith("stable_id_v2", [prefix, value, .. more]);

    /// <summary>What the runtime keeps of columns of statistics that were read out of logs, in one row.</summary>
    public static Relation StatisticsCache() =>
        Relation.Function(Sql.CallWith("statistics_cache", []));

    /// <summary>The texts one behind the other, with a separator between them.</summary>
    /// <param name="value">The text.</param>
    /// <param name="separator">What stands before it when it is not the first. Without it: ','.</param>
    public static SqlCall StringAgg(SqlExpression value, SqlExpression? separator = null) =>
        Sql.CallWith("string_agg", [value], ("separator", separator));

    /// <summary>A struct of some fields of another one, in the order in which they are named; NULL for a NULL struct.</summary>
    /// <param name="value">A struct.</param>
    /// <param name="field">The name of a field, a literal.</param>
    /// <param name="more">Up to five further names.</param>
    public static SqlCall StructPick(SqlExpression value, SqlExpression field, SqlExpression[] more) =>
        Sql.CallWith("struct_pick", [value, field, .. more]);

    /// <summary>The documentation of the functions that Weir and the plugins of the session add to SQL, one a row.</summary>
    public static Relation UdfDocs() =>
        Relation.Function(Sql.CallWith("udf_docs", []));

    /// <summary>The functions that Weir and the plugins of the session add to SQL, one a row, with what planning knows of them.</summary>
    public static Relation UdfRegistry() =>
        Relation.Function(Sql.CallWith("udf_registry", []));

    /// <summary>A text trimmed, in a normal form of Unicode, in lower case, with runs of white space made one space; NULL when nothing is left.</summary>
    /// <param name="value">The text.</param>
    /// <param name="form">NFC, NFD, NFKC or NFKD; NULL is NFKC. Without it: NULL.</param>
    /// <param name="casefold">Whether letters become lower case; ß stays ß. NULL is true. Without it: NULL.</param>
    /// <param name="collapseWs">Whether a run of white space becomes one space; NULL is true. Without it: NULL.</param>
    /// <param name="fullCasefold">Whether letters are folded in full instead: ß becomes ss. Without it: NULL.</param>
    public static SqlCall Utf8Normalize(SqlExpression value, SqlExpression? form = null, SqlExpression? casefold = null, SqlExpression? collapseWs = null, SqlExpression? fullCasefold = null) =>
        Sql.CallWith("utf8_normalize", [value], ("form", form), ("casefold", casefold), ("collapse_ws", collapseWs), ("full_casefold", fullCasefold));

    /// <summary>A text without white space at both ends; NULL when nothing is left.</summary>
    /// <param name="value">The text.</param>
    public static SqlCall Utf8NullIfBlank(SqlExpression value) =>
        Sql.CallWith("utf8_null_if_blank", [value]);

    /// <summary>The functions, table providers and relation planners of the plugins of the session, one a row.</summary>
    public static Relation WeirFunctions() =>
        Relation.Function(Sql.CallWith("weir_functions", []));

    /// <summary>The plugins of the session, one a row.</summary>
    public static Relation WeirPlugins() =>
        Relation.Function(Sql.CallWith("weir_plugins", []));
}
