using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Weir.Diagnostics;

/// <summary>The one activity source and the one meter of Weir; both are named <c>Weir</c>.</summary>
internal static class WeirTelemetry
{
    public const string Name = "Weir";

    public static readonly string Version =
        typeof(WeirTelemetry).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static readonly ActivitySource Source = new(Name, Version);

    public static readonly Meter Meter = new(Name, Version);
}
