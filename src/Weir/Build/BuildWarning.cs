namespace Weir.Build;

/// <summary>Something that did not stop a build, but that its owner should know.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Code">What kind of warning, stable over versions.</param>
/// <param name="Stage">When it was noticed: <c>Compilation</c>, <c>Materialization</c>.</param>
/// <param name="Message">What was found, where, and what follows.</param>
/// <param name="Context">Facts by name.</param>
public sealed record BuildWarning(string Code, string Stage, string Message, IReadOnlyDictionary<string, string> Context);
