using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// One column of an Arrow stream in the engine's terms. Columns are converted one by one, because the
/// engine ties the memory of a converted array to its first column only: a projection that leaves
/// that column out would read freed memory.
/// </summary>
internal sealed unsafe class StreamColumn : IDisposable
{
    private readonly DuckConnectionHandle _connection;
    private readonly Schema _schema;
    private readonly DuckArrowSchemaHandle _converted;

    /// <exception cref="WeirException">WEIR4016: the engine has no such type.</exception>
    public StreamColumn(DuckConnectionHandle connection, string stream, Field field)
    {
        _connection = connection;
        Field = field;
        _schema = new Schema(field);
        RequireSupported(stream, field.Name, field.Type);
        _converted = Convert(stream);
        try
        {
            Type = ReadType(stream);
        }
        catch
        {
            _converted.Dispose();
            throw;
        }
    }

    public Field Field { get; }

    /// <summary>The SQL type, as the conversion itself gives it.</summary>
    public DuckTypeHandle Type { get; }

    /// <summary>A batch of this column alone, over the same memory, laid out as the engine reads it right.</summary>
    /// <exception cref="WeirException">WEIR3002: the array breaks a rule of its layout, or a text is not UTF-8.</exception>
    public RecordBatch Cut(RecordBatch batch, int column)
    {
        ArrowArray array = batch.Column(column);
        ArrayCheck.Ends(array, Field.Name);
        ArrayCheck.Rows(array, Field.Name);
        return new RecordBatch(_schema, batch.RowCount, [array]);
    }

    /// <summary>Makes an engine vector share a window of a batch that <see cref="Cut"/> gave.</summary>
    public void Fill(RecordBatch cut, int offset, int rows, nint target)
    {
        CArrowArray array = default;
        if (IsNested(Field.Type) || Field.Type is DictionaryType)
            ExportCompact(cut, offset, rows, &array);
        else
            ArrowC.ExportBatch(cut, offset, rows, &array);
        using DuckChunkHandle chunk = Import(&array, out string? error);
        if (error is not null)
            throw new InvalidOperationException($"The engine did not take column '{Field.Name}': {error}");
        DuckApiVector.ReferenceVector(target, DuckApiVector.ChunkVector(chunk.DangerousGetHandle(), 0));
    }

    public void Dispose()
    {
        Type.Dispose();
        _converted.Dispose();
    }

    private static bool IsNested(ArrowType type) =>
        type.Layout is ArrowLayout.Struct or ArrowLayout.List32 or ArrowLayout.List64 or ArrowLayout.FixedList;

    // The engine forgets the offset above a nested node, and takes a null count that is not known
    // for 0 in dictionaries, so such columns are copied to offset 0 and their nulls counted.
    private static void ExportCompact(RecordBatch cut, int offset, int rows, CArrowArray* array)
    {
        using RecordBatch window = cut.Slice(offset, rows);
        using RecordBatch none = cut.Slice(0, 0);
        using RecordBatch compact = RecordBatch.Concat([window, none]);
        CountNulls(compact.Column(0));
        ArrowC.ExportBatch(compact, array);
    }

    // An array keeps its count once somebody has asked for it.
    private static void CountNulls(ArrowArray array)
    {
        Invariant.Holds(array.NullCount <= array.Length);
        for (int i = 0; i < array.ChildCount; i++)
            CountNulls(array.Child(i));
    }

    private DuckChunkHandle Import(CArrowArray* array, out string? error)
    {
        try
        {
            using DuckErrorHandle failed = DuckApiArrow.FromArrowArray(_connection, array, _converted, out DuckChunkHandle chunk);
            error = failed.IsInvalid ? null : EngineFault.MessageOf(EngineText.Read(DuckApiResult.ErrorMessage(failed)));
            return chunk;
        }
        finally
        {
            // The engine takes the release over when it takes the array.
            if (array->Release != null)
                array->Release(array);
        }
    }

    private DuckArrowSchemaHandle Convert(string stream)
    {
        CArrowSchema schema = default;
        ArrowC.ExportSchema(_schema, &schema);
        try
        {
            using DuckErrorHandle error = DuckApiArrow.FromArrowSchema(_connection, &schema, out DuckArrowSchemaHandle converted);
            if (error.IsInvalid)
                return converted;
            converted.Dispose();
            throw EngineErrors.TypeNotImportable(
                stream, Field.Name, Field.Type.ToString(), EngineFault.MessageOf(EngineText.Read(DuckApiResult.ErrorMessage(error))));
        }
        finally
        {
            schema.Release(&schema);
        }
    }

    private DuckTypeHandle ReadType(string stream)
    {
        using RecordBatchWriter writer = new(_schema);
        using RecordBatch empty = writer.Finish();
        CArrowArray array = default;
        ArrowC.ExportBatch(empty, &array);
        using DuckChunkHandle chunk = Import(&array, out string? error);
        return error is null
            ? DuckApiVector.VectorType(DuckApiVector.ChunkVector(chunk.DangerousGetHandle(), 0))
            : throw EngineErrors.TypeNotImportable(stream, Field.Name, Field.Type.ToString(), error);
    }

    // What the engine would take, but read wrongly or not at all once rows come: it loses the
    // dictionary below a list that is empty.
    private static void RequireSupported(string stream, string path, ArrowType type, bool belowList = false)
    {
        bool refused = type switch
        {
            DictionaryType dictionary => belowList || IsNested(dictionary.Value),
            StructType { Fields.Count: 0 } or FixedSizeListType { Size: 0 } or FixedSizeBinaryType { Width: 0 } => true,
            _ => false,
        };
        if (refused)
            throw EngineErrors.TypeNotImportable(stream, path, type.ToString(), null);
        foreach (Field child in type.ChildFields)
            RequireSupported(stream, $"{path}.{child.Name}", child.Type, belowList || type is not StructType);
    }
}
