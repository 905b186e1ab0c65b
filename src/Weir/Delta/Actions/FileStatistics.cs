using System.Text;
using System.Text.Json;

namespace Weir.Delta.Actions;

/// <summary>
/// Reads the statistics of a data file ("Per-file Statistics"). They are optional and only ever
/// help; text that cannot be read counts as no statistics.
/// </summary>
internal static class FileStatistics
{
    /// <summary>Rows in the data file, deleted ones included; null when the statistics do not say.</summary>
    public static long? NumRecords(string? stats) => stats is null ? null : NumRecords(Encoding.UTF8.GetBytes(stats));

    /// <inheritdoc cref="NumRecords(string?)"/>
    public static long? NumRecords(ReadOnlySpan<byte> stats)
    {
        if (stats.IsEmpty)
            return null;
        try
        {
            JsonCursor json = new(stats);
            if (!json.EnterObject())
                return null;
            while (json.NextMember())
            {
                if (json.Is("numRecords"u8))
                    return json.LooseLong() is >= 0 and { } count ? count : null;
                json.Skip();
            }
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
