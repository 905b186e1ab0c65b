namespace Weir.Generators.Model;

internal enum FunctionKind
{
    Scalar,
    Aggregate,
    Window,
    Table,
    Provider,
    Planner,
}

/// <summary>How a result comes out of a method.</summary>
internal enum ResultForm
{
    /// <summary>As the return value.</summary>
    Value,
    /// <summary>As the return value, which may be null.</summary>
    NullableValue,
    /// <summary>Through a writer of text.</summary>
    Written,
    /// <summary>Through a writer of text; false is NULL.</summary>
    WrittenOrNull,
    /// <summary>Through a column of results.</summary>
    Column,
}

/// <summary>The result of a method.</summary>
/// <param name="Form">How it comes out.</param>
/// <param name="Type">Its type; null: <paramref name="TypeMethod"/> says it.</param>
/// <param name="TypeMethod">A method in C# that says the type; null: it is declared.</param>
internal sealed record ResultModel(ResultForm Form, TypeModel? Type, string? TypeMethod = null);

/// <summary>A column of a row type.</summary>
/// <param name="Name">Its name in SQL.</param>
/// <param name="Access">What follows the row to get the value, for example <c>.Value</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">Whether it may be NULL.</param>
internal sealed record ColumnModel(string Name, string Access, TypeModel Type, bool IsNullable);

/// <summary>What an aggregate needs beside its <c>Add</c>.</summary>
/// <param name="IsClass">Whether the state is a class.</param>
/// <param name="IsDisposable">Whether a class is disposed at the end.</param>
/// <param name="MergesByReference">Whether <c>Merge</c> takes its argument by <c>in</c>.</param>
/// <param name="Finish">The parameters of <c>Finish</c>.</param>
internal sealed record AggregateModel(bool IsClass, bool IsDisposable, bool MergesByReference, EquatableArray<ParameterModel> Finish);

/// <summary>One export of a plugin, as far as its code depends on it. No positions: an edit elsewhere leaves it equal.</summary>
/// <param name="Kind">Which list it goes into.</param>
/// <param name="Name">Its name in SQL.</param>
/// <param name="Target">What is called in C#: a method, or the type of an aggregate.</param>
/// <param name="Parameters">The parameters in order.</param>
/// <param name="Result">The result; null where there is none.</param>
internal sealed record FunctionModel(
    FunctionKind Kind, string Name, string Target, EquatableArray<ParameterModel> Parameters, ResultModel? Result = null)
{
    public EquatableArray<string> Aliases { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>Whether the summary stands at the attribute.</summary>
    public bool HasOwnSummary { get; init; }

    public string Section { get; init; } = "";

    public EquatableArray<string> Tags { get; init; }

    public EquatableArray<string> Related { get; init; }

    /// <summary>What is documented; null for what is no function.</summary>
    public DocumentationModel? Documentation { get; init; }

    public bool IsVolatile { get; init; }

    public bool IsTotal { get; init; }

    public bool SeesNulls { get; init; }

    /// <summary>Whether it is only declared, and a relation planner replaces its calls.</summary>
    public bool IsPlanned { get; init; }

    public bool IsOrderSensitive { get; init; }

    public AggregateModel? Aggregate { get; init; }

    /// <summary>The type of one row of a table function; null: the method gives a table.</summary>
    public string? RowType { get; init; }

    public EquatableArray<ColumnModel> Columns { get; init; }

    public string ClassName => $"{Kind}_{Name}";

    /// <summary>Whether the generated class needs the plugin, for its context.</summary>
    public bool NeedsPlugin => Parameters.Any(parameter =>
        parameter.Role == ParameterRole.Context || (parameter.State?.Arguments.Any(argument => argument.Length == 0) ?? false));
}
