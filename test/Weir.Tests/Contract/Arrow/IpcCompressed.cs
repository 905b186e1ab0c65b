using Weir.Arrow;
using Weir.Arrow.Ipc;

namespace Weir.Tests.Contract.Arrow;

/// <summary>An IPC stream whose one batch says that its body is compressed with ZSTD.</summary>
internal static class IpcCompressed
{
    public static byte[] Stream()
    {
        using MemoryStream stream = new();
        stream.Write(ArrowIpcWriter.SchemaBytes(new Schema(new Field("a", ArrowType.Int32))));
        FlatWriter flat = new();
        flat.StartTable(2);
        flat.Add(0, (byte)1);
        int compression = flat.EndTable();
        flat.StartTable(5);
        flat.Add(0, 0L);
        flat.AddReference(3, compression);
        IpcMessage.Write(stream, IpcSchemaWriter.Wrap(flat, IpcHeader.RecordBatch, flat.EndTable(), 0));
        return stream.ToArray();
    }
}
