using System.Globalization;

namespace Weir.Ado;

/// <summary>A number of bytes as people write it: <c>1073741824</c>, <c>512MB</c>, <c>2 GiB</c>.</summary>
internal static class ByteSize
{
    public const string Expected = "a number of bytes above 0, also with KB, MB, GB, KiB, MiB or GiB behind it";

    private static readonly (string Unit, long Bytes)[] Units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("", 1)];

    public static long? TryRead(string text)
    {
        (string unit, long bytes) = Units.First(candidate => text.EndsWith(candidate.Unit, StringComparison.OrdinalIgnoreCase));
        string digits = text[..^unit.Length].TrimEnd();
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 && number <= long.MaxValue / bytes
            ? number * bytes
            : null;
    }
}
