using Weir.Build.Check;
using Weir.Build.Plan;
using Weir.Build.Spec;
using Weir.Diagnostics;

namespace Weir.Build.Run;

/// <summary>A request becomes a checked spec; needs no engine and reads no data.</summary>
internal static class RequestCheck
{
    /// <exception cref="WeirException">WEIR1xxx with stage, code, JSON path and line.</exception>
    public static CheckedSpec Require(BuildRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.SpecJson))
            throw SpecErrors.MissingSpec();
        EngineProfile.Named(request.EngineProfile);
        try
        {
            BuildSpec spec = SpecVariables.Resolve(SpecReader.Read(request.SpecJson), request.Variables);
            return SpecCheck.Require(request.Runtime is { } runtime ? spec with { Runtime = runtime } : spec);
        }
        catch (WeirException error) when (LineOf(request, error) is { } line)
        {
            throw SpecErrors.OnLine(error, line);
        }
    }

    /// <summary>The line that an error's path leads to; null when it has none or says it already.</summary>
    public static long? LineOf(BuildRequest request, WeirException error) =>
        error.Details.TryGetValue("path", out string? path) && path.StartsWith('$') && !error.Details.ContainsKey("line")
            ? JsonPositions.LineOf(request.SpecJson, path)
            : null;
}
