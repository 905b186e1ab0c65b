using Weir.Arrow;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>The types that functions of a value and a key take.</summary>
internal static class KeyedTypes
{
    /// <summary>The type of the value, when it and the key's can be kept.</summary>
    public static ArrowType ResultOf(IReadOnlyList<ArrowType> arguments)
    {
        ScalarKinds.Require(arguments[1]);
        return ScalarKinds.Require(arguments[0]);
    }
}
