namespace Weir.Plugins;

/// <summary>One call into a plugin.</summary>
/// <param name="Kind">What was called, in words, for example <c>scalar function</c>.</param>
/// <param name="Name">Its name; empty for the plugin's configuration.</param>
/// <param name="Operation">What was asked of it.</param>
/// <param name="Rows">Rows of the batch; 0 where there are none.</param>
/// <param name="ThreadId">The managed thread of the host.</param>
/// <param name="StartedAt">When it began, to half a second, in UTC.</param>
/// <param name="IsInside">True when the call had not returned when the file was read or the host ended.</param>
public sealed record PluginBreadcrumb(
    string Kind, string Name, PluginOperation Operation, int Rows, int ThreadId, DateTimeOffset StartedAt, bool IsInside);
