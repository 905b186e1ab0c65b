namespace Weir.Plugins;

/// <summary>
/// The type of the values in a <see cref="ColumnView"/> or <see cref="ColumnResult"/>. Without it a
/// <see cref="ColumnView"/> takes every type, and the function says its result's type by <c>ResultType</c>.
/// </summary>
/// <typeparam name="T">The C# type of one value; <c>string</c> for text, <c>byte[]</c> for binary.</typeparam>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OfAttribute<T> : Attribute;
