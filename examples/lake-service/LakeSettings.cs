using System.Globalization;
using Weir;

namespace LakeService;

/// <summary>What the service is told by its configuration.</summary>
internal sealed record LakeSettings(
    string Folder, string SpillFolder, long MemoryBytes, TimeSpan QueryTimeout, TimeSpan? SlowQuery, Uri? OtlpEndpoint)
{
    public DatasetLocation Orders => new(Path.Combine(Folder, "orders"));

    public static LakeSettings Of(IConfiguration configuration)
    {
        string folder = Path.GetFullPath(configuration["Lake:Folder"] ?? "lake");
        return new LakeSettings(
            folder,
            Path.GetFullPath(configuration["Lake:SpillFolder"] ?? Path.Combine(folder, ".spill")),
            Number(configuration["Lake:MemoryMiB"], 512) << 20,
            TimeSpan.FromSeconds(Number(configuration["Lake:QueryTimeoutSeconds"], 30)),
            configuration["Lake:SlowQueryMs"] is { } slow ? TimeSpan.FromMilliseconds(Number(slow, 0)) : null,
            configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } endpoint ? new Uri(endpoint) : null);
    }

    private static long Number(string? text, long otherwise) => text is null ? otherwise : long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
