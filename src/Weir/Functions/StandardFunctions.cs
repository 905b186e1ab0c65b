using Weir.Engine;

namespace Weir.Functions;

/// <summary>The functions that every session of Weir has.</summary>
internal static class StandardFunctions
{
    public static IReadOnlyList<ScalarFunction> All { get; } = [.. IdFunctions.All, .. SpanFunctions.All, .. TextFunctions.All, BytesToText.Function];

    /// <summary>Names and arities, for hashes that say what a plan may have called.</summary>
    public static IReadOnlyList<string> Signatures { get; } =
    [
        .. All.SelectMany(function => function.Overloads.Select(overload =>
            $"{function.Name}({string.Join(",", overload.Arguments)}{(overload.FurtherArguments is null ? "" : ",...")}) -> {overload.Result}"))
            .Order(StringComparer.Ordinal),
    ];
}
