namespace Weir.Engine;

/// <summary>One signature of a function that the engine brings, as the engine tells it.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Kind"><c>scalar</c>, <c>aggregate</c>, <c>window</c>, <c>table</c>, <c>macro</c> or <c>table_macro</c>.</param>
/// <param name="AliasOf">The name that it is another name of; empty when it is none.</param>
/// <param name="Parameters">Names of the parameters; those of table functions that have no name are <c>col0</c>, <c>col1</c>...</param>
/// <param name="ParameterTypes">Their types, one a parameter; empty where the engine tells none, as of macros.</param>
/// <param name="FurtherType">Type of any number of further arguments; empty when there are none.</param>
/// <param name="ReturnType">Type of the result; empty where the engine tells none.</param>
/// <param name="Stability"><c>CONSISTENT</c>, <c>CONSISTENT_WITHIN_QUERY</c> or <c>VOLATILE</c>; empty where the engine tells none.</param>
/// <param name="Description">What it does; often empty.</param>
/// <param name="Examples">Calls of it.</param>
internal sealed record EngineRoutine(
    string Name, string Kind, string AliasOf, IReadOnlyList<string> Parameters, IReadOnlyList<string> ParameterTypes,
    string FurtherType, string ReturnType, string Stability, string Description, IReadOnlyList<string> Examples)
{
    /// <summary>True for what stands in FROM.</summary>
    public bool IsTable => Kind is "table" or "table_macro";

    /// <summary>The type of a parameter; <c>ANY</c> where the engine tells none.</summary>
    public string TypeOf(int parameter) => ParameterTypes[parameter] is { Length: > 0 } type ? type : "ANY";

    /// <summary>Parameters of table functions that are given by name only are told behind those that are given by place.</summary>
    public int PlacesCount => Kind == "table"
        ? Parameters.TakeWhile((name, i) => name == $"col{i}").Count()
        : Parameters.Count;
}
