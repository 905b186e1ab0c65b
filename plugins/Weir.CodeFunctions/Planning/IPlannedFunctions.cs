using Weir.Plugins;

namespace Weir.CodeFunctions.Planning;

/// <summary>
/// The functions whose result depends on more than the values and types of their arguments: on literals, on how an
/// argument is written, or on element types that no list of signatures can hold. <see cref="CallPlanner"/> replaces them.
/// </summary>
internal interface IPlannedFunctions
{
    /// <summary>A struct of some fields of another one, in the order in which they are named; NULL for a NULL struct.</summary>
    /// <param name="value">A struct.</param>
    /// <param name="field">The name of a field, a literal.</param>
    /// <param name="more">Up to five further names.</param>
    /// <example><code>SELECT struct_pick({'x': 1, 'y': 'q', 'z': 2}, 'z', 'x')  -- {'z': 2, 'x': 1}</code></example>
    [ScalarFunction("struct_pick", Aliases = ["struct_select"])]
    static abstract void StructPick(ColumnView value, [Of<string>] ColumnView field, ColumnArguments more);

    /// <summary>
    /// The metadata of an expression: a map of texts with sorted keys, or with a key the value of that key, NULL when it
    /// is not there. Spans, ids and tagged values have metadata; a column of a table has none.
    /// </summary>
    /// <param name="value">An expression; it is not computed.</param>
    /// <param name="key">A key, a literal; NULL for all metadata.</param>
    /// <example><code>SELECT arrow_metadata(span_make(1, 2, 10), 'line_base')  -- 10</code></example>
    [ScalarFunction("arrow_metadata", Tags = ["short_circuit"])]
    static abstract void ArrowMetadata(ColumnView value, [Of<string>, Default(null)] ColumnView key);

    /// <summary>A value as it is; its metadata says what it means.</summary>
    /// <param name="semanticType">What the value means, a literal that is not blank, for example <c>node_id</c>.</param>
    /// <param name="value">Any value.</param>
    /// <example><code>SELECT semantic_tag('node_id', 'n1')  -- n1</code></example>
    [ScalarFunction("semantic_tag")]
    static abstract void SemanticTag([Of<string>] ColumnView semanticType, ColumnView value);

    /// <summary>A list without its NULL items; the type of its items stays.</summary>
    /// <param name="list">A list of any type.</param>
    /// <example><code>SELECT list_compact(['a', NULL, 'b'])  -- [a, b]</code></example>
    [ScalarFunction("list_compact", Aliases = ["array_compact"])]
    static abstract void ListCompact(ColumnView list);

    /// <summary>The different items of a list without NULL, in ascending order: numbers as numbers, texts by their bytes.</summary>
    /// <param name="list">A list of any type.</param>
    /// <example><code>SELECT list_unique_sorted([10, 9, 10])  -- [9, 10]</code></example>
    [ScalarFunction("list_unique_sorted", Aliases = ["array_unique_sorted"])]
    static abstract void ListUniqueSorted(ColumnView list);
}
