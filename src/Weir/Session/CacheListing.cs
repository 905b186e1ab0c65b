using System.Globalization;
using Weir.Catalog;

namespace Weir.Sessions;

/// <summary>
/// The SQL functions <c>list_files_cache()</c>, <c>metadata_cache()</c>, <c>statistics_cache()</c> and <c>predicate_cache()</c>: macros
/// of one row over what the caches have counted when a query calls them.
/// </summary>
internal static class CacheListing
{
    public const string ListFiles = "list_files_cache";
    public const string Metadata = "metadata_cache";
    public const string Statistics = "statistics_cache";
    public const string Predicate = "predicate_cache";

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [ListFiles, Metadata, Predicate, Statistics];

    /// <summary>True for the name of a listing, in lower case.</summary>
    public static bool IsName(string function) => Names.Contains(function);

    /// <summary>The statement that gives a listing its row on one connection.</summary>
    public static string Macro(string listing, CacheCounters cache, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture,
        $"""
        CREATE OR REPLACE TEMP MACRO {listing}() AS TABLE SELECT {SqlText.Literal(cache.Name)} AS cache_name,
        {now.ToUnixTimeMilliseconds()}::BIGINT AS event_time_unix_ms, {cache.Entries()}::BIGINT AS entry_count, {cache.Hits}::BIGINT AS hit_count,
        {cache.Misses}::BIGINT AS miss_count, {cache.Evictions}::BIGINT AS eviction_count,
        {(cache.TimeToLive is { } time ? SqlText.Literal(time.ToString("c", CultureInfo.InvariantCulture)) : "NULL")}::VARCHAR AS config_ttl,
        {(cache.Limit is { } limit ? SqlText.Literal(limit.ToString(CultureInfo.InvariantCulture)) : "NULL")}::VARCHAR AS config_limit
        """);
}
