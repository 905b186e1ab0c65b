namespace Weir.Plugins;

/// <summary>How grave a plugin's message is. The numbers are part of the ABI.</summary>
public enum PluginLogLevel
{
    /// <summary>For the plugin's author.</summary>
    Debug = 1,
    /// <summary>Worth knowing.</summary>
    Information = 2,
    /// <summary>Something is odd, the work goes on.</summary>
    Warning = 3,
    /// <summary>Something failed.</summary>
    Error = 4,
}
