namespace Weir.Plugins.Process;

/// <summary>An exception of a plugin on its way from the worker to the host.</summary>
internal sealed record WireFault(string? Code, string Message, IReadOnlyDictionary<string, string> Details)
{
    private const int TextLengthMax = 16_384;
    private const int DetailsMax = 32;

    private const string BreachDetail = "breach";

    public static WireFault Of(Exception e) => new((e as WeirException)?.Code, Cut(e.Message), DetailsOf(e));

    public static WireFault Read(byte[] bytes)
    {
        WireReader reader = new(bytes);
        string? code = reader.OptionalText();
        string message = Cut(reader.Text());
        Dictionary<string, string> details = [];
        foreach ((string key, string value) in reader.Items(() => (reader.Text(), reader.Text())).Take(DetailsMax))
            details[key] = Cut(value);
        return new WireFault(code, message, details);
    }

    public byte[] ToBytes()
    {
        using WireWriter writer = new();
        return writer.Text(Code).Text(Message).Items([.. Details], pair => writer.Text(pair.Key).Text(pair.Value)).ToArray();
    }

    /// <summary>The exception as the plugin would have thrown it in this process.</summary>
    public Exception ToException() => string.IsNullOrEmpty(Code)
        ? Details.ContainsKey(BreachDetail) ? ContractBreach.Of(new PluginFaultException(Message)) : new PluginFaultException(Message)
        : new WeirException(Code, Message) { Details = Details };

    private static Dictionary<string, string> DetailsOf(Exception e) => e is WeirException known
        ? known.Details.Take(DetailsMax).ToDictionary(pair => Cut(pair.Key), pair => Cut(pair.Value))
        : ContractBreach.Is(e) ? new() { [BreachDetail] = "contract" } : [];

    private static string Cut(string text) => text.Length <= TextLengthMax ? text : text[..TextLengthMax];
}
