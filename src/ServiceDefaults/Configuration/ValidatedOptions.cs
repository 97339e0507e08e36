using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Configuration;

/// <summary>Settings are read once, at start, and a wrong value stops the start with a sentence that names its key.</summary>
public static class ValidatedOptions
{
    /// <summary>Reads a section and registers it, as itself and as <see cref="IOptions{TOptions}"/>.</summary>
    /// <param name="validate">Null when all is well, else the sentence. It names the key and says what to do.</param>
    /// <exception cref="StartupFailure">A value does not fit its type, or <paramref name="validate"/> refuses it.</exception>
    public static T AddValidatedOptions<T>(
        this IServiceCollection services, IConfiguration configuration, string section, Func<T, string?>? validate = null)
        where T : class, new()
    {
        var options = Read(configuration, section, validate);
        services.AddSingleton(options);
        services.AddSingleton(Options.Create(options));
        return options;
    }

    /// <summary>Reads a section without registering it.</summary>
    /// <exception cref="StartupFailure">As above.</exception>
    public static T Read<T>(IConfiguration configuration, string section, Func<T, string?>? validate = null)
        where T : class, new()
    {
        var options = new T();
        try
        {
            configuration.GetSection(section).Bind(options, binder => binder.BindNonPublicProperties = false);
        }
        catch (InvalidOperationException exception)
        {
            throw new StartupFailure(Sentence(exception, section), exception);
        }

        return validate?.Invoke(options) is { } refusal ? throw new StartupFailure(refusal) : options;
    }

    // The binder's own message names the value and the key: "Failed to convert configuration value 'x' at 'A:B' to type 'T'."
    private static string Sentence(InvalidOperationException exception, string section)
    {
        var parts = exception.Message.Split('\'');
        return parts.Length >= 6
            ? $"The setting {parts[3]} is \"{parts[1]}\", which is not a {Kind(parts[5])}: correct or remove it."
            : $"The settings under {section} cannot be read: {exception.Message}";
    }

    private static string Kind(string type) => type switch
    {
        "System.Int32" or "System.Int64" => "whole number",
        "System.Double" or "System.Decimal" => "number",
        "System.Boolean" => "true or false",
        "System.TimeSpan" => "duration (write 00:15:00 for 15 minutes)",
        _ => type.Split('.')[^1] + " value",
    };
}
