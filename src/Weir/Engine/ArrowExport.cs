using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// Turns the chunks of one result into Arrow batches. Types that Arrow cannot carry without loss are
/// refused before the first row, by column and with the cast that helps; values of types that Arrow
/// carries in part only are checked (<see cref="RangeCheck"/>). Holds the connection open, because the engine's Arrow
/// options point into it.
/// </summary>
internal sealed unsafe class ArrowExport : IDisposable
{
    private readonly DuckArrowOptionsHandle _options;
    private readonly DuckConnectionHandle _connection;
    private readonly RangeCheck?[] _checks;
    private EngineType[] _types = [];
    private bool _disposed;

    public ArrowExport(DuckConnectionHandle connection, DuckResultHandle result)
    {
        _connection = connection;
        _options = DuckApiResult.ArrowOptions(ref result.Result);
        bool added = false;
        _connection.DangerousAddRef(ref added);
        try
        {
            Schema = ReadSchema(result, out _checks);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names and Arrow types of the result's columns.</summary>
    public Schema Schema { get; }

    /// <summary>What the engine calls the types of the columns.</summary>
    public IReadOnlyList<EngineType> Types => _types;

    /// <summary>A copy of the chunk's rows.</summary>
    public RecordBatch Convert(DuckChunkHandle chunk)
    {
        nint pointer = chunk.DangerousGetHandle();
        for (int i = 0; i < _checks.Length; i++)
            _checks[i]?.Require(DuckApiVector.ChunkVector(pointer, (ulong)i), (int)DuckApiVector.ChunkSize(pointer));
        CArrowArray array = default;
        using DuckErrorHandle error = DuckApiArrow.ToArrowArray(_options, chunk, &array);
        if (!error.IsInvalid)
            throw EngineErrors.ExportFailed(EngineFault.MessageOf(EngineText.Read(DuckApiResult.ErrorMessage(error))));
        return ArrowC.ImportBatch(&array, Schema, ArrowValidation.Trusted);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _options.Dispose();
        _connection.DangerousRelease();
    }

    private Schema ReadSchema(DuckResultHandle result, out RangeCheck?[] checks)
    {
        int count = checked((int)DuckApiResult.ColumnCount(ref result.Result));
        checks = new RangeCheck?[count];
        DuckTypeHandle[] types = new DuckTypeHandle[count];
        nint* typePointers = stackalloc nint[count];
        byte** names = stackalloc byte*[count];
        try
        {
            for (int i = 0; i < count; i++)
            {
                types[i] = DuckApiResult.ColumnType(ref result.Result, (ulong)i);
                names[i] = DuckApiResult.ColumnName(ref result.Result, (ulong)i);
                typePointers[i] = types[i].DangerousGetHandle();
                checks[i] = ExportableTypes.Require(EngineText.Read(names[i]) ?? "", types[i]);
            }
            _types = Array.ConvertAll(types, EngineType.Of);
            return ConvertSchema(typePointers, names, count);
        }
        finally
        {
            foreach (DuckTypeHandle? type in types)
                type?.Dispose();
        }
    }

    private Schema ConvertSchema(nint* types, byte** names, int count)
    {
        CArrowSchema schema = default;
        using DuckErrorHandle error = DuckApiArrow.ToArrowSchema(_options, types, names, (ulong)count, &schema);
        if (!error.IsInvalid)
            throw EngineErrors.ExportFailed(EngineFault.MessageOf(EngineText.Read(DuckApiResult.ErrorMessage(error))));
        return ArrowC.ImportSchema(&schema);
    }
}
