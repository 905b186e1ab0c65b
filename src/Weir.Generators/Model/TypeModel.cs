namespace Weir.Generators.Model;

/// <summary>How values of a type are read and written.</summary>
internal enum Shape
{
    /// <summary>In place, as <see cref="TypeModel.Storage"/>.</summary>
    Fixed,
    Boolean,
    Decimal,
    Interval,
    /// <summary>A span of bytes in place.</summary>
    Span,
    /// <summary>A string, which is decoded.</summary>
    Text,
    /// <summary>An array of bytes, which is copied.</summary>
    Bytes,
}

/// <summary>A C# type that has a type in SQL.</summary>
/// <param name="Clr">The type in C#, without <c>?</c>.</param>
/// <param name="Arrow">An expression that gives the Arrow type.</param>
/// <param name="Shape">How values are read and written.</param>
/// <param name="Storage">The type of a value in memory, where there is one.</param>
/// <param name="Read">Turns a stored value, <c>{0}</c>, into a C# value.</param>
/// <param name="Write">Turns a C# value, <c>{0}</c>, into a stored value.</param>
internal sealed record TypeModel(string Clr, string Arrow, Shape Shape, string Storage, string Read = "{0}", string Write = "{0}")
{
    public bool IsReference => Shape is Shape.Text or Shape.Bytes;

    public string ReadFrom(string value) => Read.Replace("{0}", value);

    public string WriteTo(string value) => Write.Replace("{0}", value);
}
