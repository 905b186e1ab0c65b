using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>The types of arguments that a function is tried with.</summary>
/// <param name="Types">One an argument.</param>
/// <param name="MustBeConstant">Which parameters take only what is the same for all rows.</param>
internal sealed record SampleSignature(IReadOnlyList<ArrowType> Types, IReadOnlyList<bool> MustBeConstant)
{
    private static readonly ArrowType[] Anything =
        [ArrowType.Int64, ArrowType.Utf8, ArrowType.Double, new ListType(new Field("item", ArrowType.Int64)), ArrowType.Boolean];

    public override string ToString() => $"({string.Join(", ", Types)})";

    /// <summary>Every signature that the function takes, among those of the samples; at most five.</summary>
    /// <param name="function">The function.</param>
    /// <param name="resultOf">The function's result for types; throws when it does not take them.</param>
    public static IReadOnlyList<SampleSignature> Of(PluginFunction function, Func<IReadOnlyList<ArrowType>, Field> resultOf)
    {
        bool isAny = function.Parameters.Any(parameter => parameter.Type is null) || function.FurtherArguments is { Type: null };
        return
        [
            .. from any in isAny ? Anything : [ArrowType.Int64]
               from further in function.FurtherArguments is null ? [0] : (int[])[function.Parameters.Count == 0 ? 1 : 0, 2]
               let signature = With(function, any, further)
               where Takes(signature.Types, resultOf)
               select signature,
        ];
    }

    private static bool Takes(IReadOnlyList<ArrowType> types, Func<IReadOnlyList<ArrowType>, Field> resultOf)
    {
        try
        {
            return resultOf(types).Type is not null;
        }
        catch (Exception e)
        {
            Refusal.Require(e);
            return false;
        }
    }

    private static SampleSignature With(PluginFunction function, ArrowType any, int further)
    {
        PluginParameter[] parameters = [.. function.Parameters, .. Enumerable.Repeat(function.FurtherArguments, further).OfType<PluginParameter>()];
        return new([.. parameters.Select(parameter => parameter.Type ?? any)], [.. parameters.Select(parameter => parameter.IsConstant)]);
    }
}
