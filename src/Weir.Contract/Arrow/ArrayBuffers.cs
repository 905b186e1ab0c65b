namespace Weir.Arrow;

/// <summary>
/// The raw buffers of one array. Null validity means that nothing is null. <see cref="Main"/> holds
/// values, value bits, offsets or views; <see cref="Data"/> the bytes behind offsets; the variadic
/// buffers the bytes behind views.
/// </summary>
internal readonly unsafe struct ArrayBuffers(byte* validity, byte* main, byte* data = null, byte** variadic = null, long* variadicLengths = null, int variadicCount = 0)
{
    public readonly byte* Validity = validity;
    public readonly byte* Main = main;
    public readonly byte* Data = data;
    public readonly byte** Variadic = variadic;
    public readonly long* VariadicLengths = variadicLengths;
    public readonly int VariadicCount = variadicCount;
}
