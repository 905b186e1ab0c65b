namespace Weir.Build;

/// <summary>A failed build as the contract reports it.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Stage"><c>validation</c>, <c>compilation</c> or <c>runtime</c>.</param>
/// <param name="Code">Code of the contract, for example <c>INVALID_SPEC_JSON</c>.</param>
/// <param name="Message">What was found, where, what was expected, what to do.</param>
/// <param name="Details">Facts by name: the Weir code, the JSON path, the line, the outputs committed before.</param>
public sealed record BuildErrorEnvelope(string Stage, string Code, string Message, IReadOnlyDictionary<string, string> Details)
{
    /// <summary>The envelope of an error. One that did not come from the build itself is a failure of its execution.</summary>
    /// <param name="error">What was thrown.</param>
    /// <returns>The envelope.</returns>
    public static BuildErrorEnvelope From(WeirException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Dictionary<string, string> details = error.Details
            .Where(fact => fact.Key is not ("stage" or "code"))
            .ToDictionary(fact => fact.Key, fact => fact.Value);
        details["weir_code"] = error.Code;
        return new BuildErrorEnvelope(
            error.Details.GetValueOrDefault("stage", "runtime"),
            error.Details.GetValueOrDefault("code", "PIPELINE_EXECUTION_FAILED"),
            error.Message,
            details);
    }
}
