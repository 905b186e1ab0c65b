using System.Buffers.Binary;

namespace Weir.Tests.Delta.Table;

/// <summary>Writes deletion vectors as other writers do, plainly: each container in the form asked for.</summary>
internal static class RoaringWriter
{
    private const uint Magic = 1681511377;

    /// <summary>The forms of a container.</summary>
    public enum Form
    {
        /// <summary>A list of places, or a bitmap where there are many.</summary>
        Plain,

        /// <summary>Runs, whether they are short or not.</summary>
        Runs,
    }

    /// <summary>A serialised bitmap, from the magic number on.</summary>
    public static byte[] Write(IEnumerable<long> rows, Form form)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(Magic);
        var buckets = rows.Distinct().Order().GroupBy(row => row >> 32).ToArray();
        writer.Write((ulong)buckets.Length);
        foreach (var bucket in buckets)
        {
            writer.Write((uint)bucket.Key);
            WriteBucket(writer, [.. bucket.Select(row => (uint)row).GroupBy(row => row >> 16).Select(group => ((ushort)group.Key, group.Select(row => (ushort)row).ToArray()))], form);
        }
        return stream.ToArray();
    }

    /// <summary>A file with some vectors, and where each begins.</summary>
    public static (byte[] File, int[] Offsets) File(params byte[][] vectors)
    {
        using MemoryStream stream = new();
        stream.WriteByte(1);
        List<int> offsets = [];
        Span<byte> number = stackalloc byte[4];
        foreach (byte[] vector in vectors)
        {
            offsets.Add((int)stream.Position);
            BinaryPrimitives.WriteInt32BigEndian(number, vector.Length);
            stream.Write(number);
            stream.Write(vector);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(vector));
            stream.Write(number);
        }
        return (stream.ToArray(), [.. offsets]);
    }

    private static void WriteBucket(BinaryWriter writer, (ushort Key, ushort[] Places)[] containers, Form form)
    {
        if (form == Form.Runs)
        {
            writer.Write((uint)(12347 | ((containers.Length - 1) << 16)));
            byte[] flags = new byte[(containers.Length + 7) / 8];
            flags.AsSpan().Fill(0xFF);
            writer.Write(flags);
        }
        else
        {
            writer.Write(12346u);
            writer.Write((uint)containers.Length);
        }
        foreach ((ushort key, ushort[] places) in containers)
        {
            writer.Write(key);
            writer.Write((ushort)(places.Length - 1));
        }
        byte[][] bodies = [.. containers.Select(container => form == Form.Runs ? Runs(container.Places) : container.Places.Length <= 4096 ? Places(container.Places) : Bits(container.Places))];
        if (form == Form.Plain || containers.Length >= 4)
        {
            foreach (byte[] _ in bodies)
                writer.Write(0u); // readers need no places of containers
        }
        foreach (byte[] body in bodies)
            writer.Write(body);
    }

    private static byte[] Places(ushort[] places) => [.. places.SelectMany(BitConverter.GetBytes)];

    private static byte[] Bits(ushort[] places)
    {
        byte[] bits = new byte[8192];
        foreach (ushort place in places)
            bits[place >> 3] |= (byte)(1 << (place & 7));
        return bits;
    }

    private static byte[] Runs(ushort[] places)
    {
        List<(ushort Start, ushort Length)> runs = [];
        foreach (ushort place in places)
        {
            if (runs.Count > 0 && runs[^1].Start + runs[^1].Length + 1 == place)
                runs[^1] = (runs[^1].Start, (ushort)(runs[^1].Length + 1));
            else
                runs.Add((place, 0));
        }
        return [.. BitConverter.GetBytes((ushort)runs.Count), .. runs.SelectMany(run => (byte[])[.. BitConverter.GetBytes(run.Start), .. BitConverter.GetBytes(run.Length)])];
    }

    // Bit by bit, as the definition has it.
    private static uint Crc(byte[] content)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in content)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
