namespace Weir.Plugins.Process;

/// <summary>Loads the plugin of a worker; what it says before it is configured goes to the log.</summary>
internal delegate Plugin LoadPlugin(WorkerLoad load, Action<PluginLogLevel, string> log);

/// <summary>Which plugin a worker shall load.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Path">The library that the host verified.</param>
/// <param name="Sha256">Its hash, which it must still have; null for a class that is named outright.</param>
/// <param name="TypeName">A class derived from <see cref="Plugin"/> in the managed assembly; null when the manifest says what to load.</param>
internal sealed record WorkerLoad(string Name, string Path, string? Sha256, string? TypeName)
{
    public static WorkerLoad Read(WireReader reader) => new(reader.Text(), reader.Text(), reader.OptionalText(), reader.OptionalText());

    public void Write(WireWriter writer) => writer.Text(Name).Text(Path).Text(Sha256).Text(TypeName);
}
