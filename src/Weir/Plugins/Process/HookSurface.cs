namespace Weir.Plugins.Process;

/// <summary>What a table provider or a relation planner of a worker looks like from outside.</summary>
internal sealed record HookSurface(string Name, string Summary, string OptionsSchemaJson);
