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

    private static readonly Counter<long> Errors =
        Meter.CreateCounter<long>("weir.error.count", "{error}", "Work that ended with an error, by the error's code and where.");

    /// <summary>Starts a span with the ids of the work at hand; null when nobody listens.</summary>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal)
    {
        Activity? activity = Source.StartActivity(name, kind);
        if (activity is { IsAllDataRequested: true } && RunScope.Current is { } scope)
            Identify(activity, scope);
        return activity;
    }

    /// <summary>Says on a span which run and query it is of.</summary>
    public static void Identify(Activity? activity, RunScope scope)
    {
        activity?.SetTag("weir.run_id", scope.RunId);
        if (scope.QueryId is { } query)
            activity?.SetTag("weir.query_id", query);
    }

    /// <summary>Ends a span as failed, and counts.</summary>
    public static void Fail(Activity? activity, Exception failure, string stage)
    {
        string type = TypeOf(failure);
        CountError(type, stage);
        activity?.SetTag("error.type", type);
        activity?.SetStatus(ActivityStatusCode.Error, type);
    }

    /// <summary>Counts a failure.</summary>
    public static void CountError(string type, string stage) => Errors.Add(1, new TagList { { "error_type", type }, { "stage", stage } });

    /// <summary>How a failure is called in spans and figures: by its code where it has one.</summary>
    public static string TypeOf(Exception failure) => (failure as WeirException)?.Code ?? failure.GetType().Name;
}
