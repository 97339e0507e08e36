using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Architecture.Tests;

public sealed class LogEventTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    [Fact]
    public void An_event_id_is_one_message_and_a_range_of_a_hundred_is_one_feature()
    {
        var messages = Repository.ProductTypes
            .SelectMany(type => type.GetMethods(Any).Select(method => (type, method.GetCustomAttribute<LoggerMessageAttribute>())))
            .Where(entry => entry.Item2 is not null)
            .Select(entry => (Log: entry.type.FullName!, Id: entry.Item2!.EventId))
            .ToList();

        Assert.NotEmpty(messages);
        Assert.Empty(messages.GroupBy(message => message.Id).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(message => message.Log))}"));
        // ServiceDefaults' features are small and share the range below a thousand.
        Assert.Empty(messages.Where(message => message.Id >= 1000).GroupBy(message => message.Id / 100)
            .Where(range => range.Select(message => message.Log).Distinct().Count() > 1)
            .Select(range => $"{range.Key}00: {string.Join(", ", range.Select(message => message.Log).Distinct())}"));
    }
}
