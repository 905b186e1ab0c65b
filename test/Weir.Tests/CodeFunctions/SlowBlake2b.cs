namespace Weir.Tests.CodeFunctions;

/// <summary>BLAKE2b as RFC 7693 writes it down, with arrays and nothing clever; what the fast ones are compared with.</summary>
internal static class SlowBlake2b
{
    private static readonly ulong[] Iv =
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    private static readonly string[] Sigma =
    [
        "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
        "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0",
    ];

    /// <param name="message">Any bytes.</param>
    /// <param name="digestBytes">1 to 64.</param>
    /// <param name="personal">At most 16 characters of ASCII.</param>
    public static byte[] Hash(byte[] message, int digestBytes, string personal = "")
    {
        byte[] parameters = new byte[64];
        (parameters[0], parameters[2], parameters[3]) = ((byte)digestBytes, 1, 1);
        for (int i = 0; i < personal.Length; i++)
            parameters[48 + i] = (byte)personal[i];
        ulong[] h = [.. Iv.Select((word, i) => word ^ BitConverter.ToUInt64(parameters, 8 * i))];
        int blocks = Math.Max(1, (message.Length + 127) / 128);
        for (int block = 0; block < blocks; block++)
        {
            byte[] padded = new byte[128];
            int length = Math.Min(128, message.Length - (block * 128));
            Array.Copy(message, block * 128, padded, 0, length);
            Compress(h, padded, (ulong)((block * 128) + length), block == blocks - 1);
        }
        return [.. h.SelectMany(BitConverter.GetBytes).Take(digestBytes)];
    }

    private static void Compress(ulong[] h, byte[] block, ulong count, bool isLast)
    {
        ulong[] m = [.. Enumerable.Range(0, 16).Select(i => BitConverter.ToUInt64(block, 8 * i))];
        ulong[] v = [.. h, .. Iv];
        v[12] ^= count;
        if (isLast)
            v[14] = ~v[14];
        int[][] columns = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];
        for (int round = 0; round < 12; round++)
            for (int i = 0; i < 8; i++)
                Mix(v, columns[i], m[Word(round, 2 * i)], m[Word(round, (2 * i) + 1)]);
        for (int i = 0; i < 8; i++)
            h[i] ^= v[i] ^ v[i + 8];
    }

    private static int Word(int round, int place) => Convert.ToInt32(Sigma[round % 10][place].ToString(), 16);

    private static void Mix(ulong[] v, int[] at, ulong x, ulong y)
    {
        (int a, int b, int c, int d) = (at[0], at[1], at[2], at[3]);
        v[a] = v[a] + v[b] + x;
        v[d] = ulong.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = ulong.RotateRight(v[b] ^ v[c], 24);
        v[a] = v[a] + v[b] + y;
        v[d] = ulong.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = ulong.RotateRight(v[b] ^ v[c], 63);
    }
}
