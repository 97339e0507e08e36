using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using ServiceDefaults.Configuration;
using ServiceDefaults.MasterKeys;

namespace AdminUi.KeyRing;

/// <summary>The keys of the console's cookies: files under <c>DataProtection:KeysPath</c>, which all instances share, wrapped
/// by the master key.</summary>
internal static class ConsoleKeyRing
{
    private const string Setting = "DataProtection:KeysPath";

    public static void AddConsoleKeyRing(this WebApplicationBuilder builder, MasterKey masterKey)
    {
        builder.Services.AddSingleton(masterKey);
        builder.Services.AddDataProtection()
            .SetApplicationName("AdminUi")
            .PersistKeysToFileSystem(Open(builder.Configuration));
        builder.Services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new MasterKeyXmlEncryptor(masterKey));
        builder.Services.AddHealthChecks().AddCheck<KeyRingCheck>("key-ring");
    }

    private static DirectoryInfo Open(ConfigurationManager configuration)
    {
        var path = configuration[Setting] is { Length: > 0 } configured
            ? Path.GetFullPath(configured)
            : Path.Combine(DataDirectory.Of(configuration), "admin-keys");
        try
        {
            return Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure($"The folder {path} ({Setting}) cannot be made: {exception.Message}", exception);
        }
    }
}
