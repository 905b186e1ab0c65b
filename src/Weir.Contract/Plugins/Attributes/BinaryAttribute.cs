namespace Weir.Plugins;

/// <summary>A span of bytes is a BLOB, not a text; on a method: its result is.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class BinaryAttribute : Attribute;
