using System.Diagnostics;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>The span of what is found out about a query, or done for one, without running it.</summary>
internal static class PlanSpan
{
    /// <summary>Does work that opens tables, under ids and a span of its own; inside of a query or write it is part of that.</summary>
    /// <param name="scope">The run.</param>
    /// <param name="operation">What is done, for <c>weir.operation</c>.</param>
    /// <param name="work">The work.</param>
    public static T Within<T>(RunScope scope, string operation, Func<T> work)
    {
        if (RunScope.Current is { QueryId: not null } current && current.RunId == scope.RunId)
            return work();
        using RunScope.Lease lease = RunScope.Enter(scope with { QueryId = RunScope.NewId() });
        using Activity? activity = WeirTelemetry.Start("weir.plan")?.SetTag("weir.operation", operation);
        try
        {
            return work();
        }
        catch (Exception failure)
        {
            WeirTelemetry.Fail(activity, failure, "query");
            throw;
        }
    }
}
