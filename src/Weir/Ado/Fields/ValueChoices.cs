namespace Weir.Ado.Fields;

/// <summary>What .NET types values have, where ADO.NET leaves a choice; <c>default</c> is what code over its base types expects.</summary>
/// <param name="HasBigIntegers">HUGEINT is a <see cref="System.Numerics.BigInteger"/>, which holds all its values, and not a <see cref="decimal"/>, which converts to other numbers.</param>
/// <param name="HasNullableItems">Items of lists and values of maps may be null: <c>int?[]</c>, not <c>int[]</c>.</param>
internal readonly record struct ValueChoices(bool HasBigIntegers, bool HasNullableItems);
